import { rule } from './rule.ts';

export const neverEqual = rule({
  code: 'EVF6011',
  severity: 'error',
  title: 'Values that can never be equal',
  explanation:
    'Values of these types have nothing in common, so the comparison always comes out the same. A required value is never null.',
  message: ({ left, right }) => {
    const other = left === 'null' ? right : right === 'null' ? left : undefined;
    return other
      ? `This is ${other} and always there, so it is never null.`
      : `${left} and ${right} can never be equal.`;
  },
  failing: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    require b.guests != null else "nobody comes"
    //      ^^^^^^^^^^^^^^^^ error EVF6011 never null
  }
}`,
  mended: `
command Book { seat: string, guests?: int }

consumer Booking {
  on Book as b {
    require b.guests != null else "nobody comes"
  }
}`,
});
