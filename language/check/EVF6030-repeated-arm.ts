import { rule } from './rule.ts';

export const repeatedArm = rule({
  code: 'EVF6030',
  severity: 'error',
  title: 'Two arms with one name',
  explanation:
    'Each arm of an `either` is an outcome with a name of its own: the trace and the TypeScript that decides tell them apart by it.',
  message: ({ name }) => `There is an arm ${name} already. Give this one a name of its own.`,
  failing: `
command Book { seat: string }

consumer Booking {
  on Book {
    either taken 9 { } or taken 1 { reject "full" }
    //                    ^^^^^ error EVF6030 There is an arm taken already.
  }
}`,
  mended: `
command Book { seat: string }

consumer Booking {
  on Book {
    either taken 9 { } or full 1 { reject "full" }
  }
}`,
});
