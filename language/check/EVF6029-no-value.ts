import { rule } from './rule.ts';

export const noValue = rule({
  code: 'EVF6029',
  severity: 'error',
  title: 'A name that stands for no value',
  explanation:
    'Declarations and functions are no values: a function is called, a symbol follows its enum, a message is written with its fields.',
  message: ({ name, what, advice }) => `${name} is ${what}, not a value.${advice ? ` ${advice}` : ''}`,
  failing: `
enum Class { economy, business }
command Book { seat: string, class: Class }

consumer Booking {
  on Book as b {
    require b.class != Class else "no such class"
    //                 ^^^^^ error EVF6029 Class is an enum, not a value.
  }
}`,
  mended: `
enum Class { economy, business }
command Book { seat: string, class: Class }

consumer Booking {
  on Book as b {
    require b.class != Class.business else "no such class"
  }
}`,
});
