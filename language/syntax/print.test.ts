import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { format } from './print.ts';

/** The text without the indentation of the test around it. */
function text(parts: TemplateStringsArray): string {
  const lines = parts.raw.join('').split('\n').slice(1, -1);
  const margin = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => `${line.slice(margin)}\n`).join('');
}

const inHandler = (statements: string) =>
  `consumer C {\n  on A {\n    ${statements.replaceAll('\n', '\n    ')}\n  }\n}\n`;

describe('the examples', () => {
  const folder = new URL('../../examples/', import.meta.url).pathname;
  test.each(globSync('**/*.evflow', { cwd: folder }))('%s is laid out as the formatter does', (path) => {
    const written = readFileSync(folder + path, 'utf8');
    expect(format(written)).toBe(written);
  });
});

describe('a body', () => {
  test('written on one line stays there, with commas', () => {
    expect(format('event A{a:int b?:string="x"}')).toBe('event A { a: int, b?: string = "x" }\n');
    expect(format('topic t {carries A,B key id\npartitions 3}')).toBe(
      'topic t { carries A, B, key id, partitions 3 }\n',
    );
  });

  test('stays on several lines where a new line begins after the brace, without commas', () => {
    expect(format('event A {\na: int, b: string }')).toBe('event A {\n  a: int\n  b: string\n}\n');
  });

  test('breaks where it is too long for its line, and so do those around it', () => {
    const name = 'a'.repeat(74);
    const fits = `record R { ${name}: int, b: int }\n`;
    expect(fits).toHaveLength(101);
    expect(format(fits)).toBe(fits);
    expect(format(`record R { a${name}: int, b: int }`)).toBe(`record R {\n  a${name}: int\n  b: int\n}\n`);
    expect(format('service S { consumer C { on A {\nx = 1 } } }')).toBe(text`
      service S {
        consumer C {
          on A {
            x = 1
          }
        }
      }
    `);
  });

  test('keeps one of several empty lines between its items, and none at its ends', () => {
    expect(
      format('\n\nrecord R {\n\n\n  a: int\n\n\n\n  b: int\n  c: int\n\n}\n\n\nrecord S { }\nrecord T {\n}\n\n'),
    ).toBe(text`
      record R {
        a: int

        b: int
        c: int
      }

      record S {}
      record T {}
    `);
  });

  test('is as its neighbours where several belong to one statement', () => {
    expect(format(inHandler('if a { x = 1 } else if b {\ny = 2 } else { z = 3 }'))).toBe(
      inHandler('if a {\n  x = 1\n} else if b {\n  y = 2\n} else {\n  z = 3\n}'),
    );
    const short = inHandler('either a 9 { x = 1 } or b { y = 2 }');
    expect(format(short)).toBe(short);
  });

  test('keeps the comma before an item that an operator is named after', () => {
    const written = inHandler('x = a,\nin[0] = 1\ny = { a: b, in, or }');
    expect(format(inHandler('x = a, in[0] = 1, y = { a: b, in, or }'))).toBe(written);
    expect(format(written)).toBe(written);
  });
});

describe('a line that is too long', () => {
  test.each([
    [
      'a call',
      text`
      consumer C {
        on A {
          x = call(
            firstOfTheArguments(one, two),
            secondOfTheArguments,
            thirdOfTheArguments,
            fourthOfTheArguments
          )
          y = call({
            first: firstOfTheArguments
            second: secondOfTheArguments
            third: thirdOfTheArguments
            fourth: [four]
          })
          z = order.items
            .filter(item => item.quantity > 0 and item.price > 10)
            .map(item => { name: item.name }).first
        }
      }
    `,
    ],
    [
      'operators',
      text`
      consumer C {
        on A {
          x = firstOfTheOperands * secondOfTheOperands
            + thirdOfTheOperands / fourthOfTheOperands
            - fifthOfTheOperands
          if firstOfTheOperands == secondOfTheOperands
              and (thirdOfTheOperands or fourthOfTheOperands)
              and fifthOfTheOperands {
            y = aRatherLongCondition > 1000000
              ? "the first of the outcomes"
              : anotherLongCondition
              ? "the second of the outcomes"
              : "the last"
          }
        }
      }
    `,
    ],
    [
      'clauses',
      text`
      consumer Inventory on firstOfTheTopics, secondOfTheTopics, thirdOfTheTopics, fourthOfTheTopics,
        fifthOfTheTopics {
        on OrderCancelled as cancellation when cancellation.reason == "the customer changed their mind"
          emits StockReleased | RefundRequested
        on OrderCreated
          emits FirstOfTheOutcomesOfThis
            | SecondOfTheOutcomesOfThis
            | ThirdOfTheOutcomesOfThis
            | FourthOfTheOutcomesOfThis
      }

      saga Checkout by orderId {
        step Pay {
          on PaymentDeclined as declined when declined.reason == "the customer has no money"
            -> abort "the payment was declined"
          require theOrderIsPlaced and theStockIsReserved and thePaymentIsProcessed
            else "the order is not complete"
        }
      }

      choreography Fulfilment by orderId {
        OrderCreatedByTheCustomer -> StockReservedInTheWarehouse
          | StockReservedByTheSupplier
          | ReservationFailedEverywhere
      }

      topic orders {
        carries OrderCreatedByTheCustomer, OrderPaidByTheCustomer, OrderCancelledByTheCustomer,
          OrderRatedByTheCustomer by ratedOrder
      }
    `,
    ],
    [
      'a sample with a second record',
      text`
      scenario "s" {
        when OrderCreated { orderId: uuid("o-1"), userId: uuid("u-1"), amount: 10, currency: EUR }
          meta { correlationId: "order-123" }
        when OrderCreated {
          orderId: uuid("o-1")
          items: [{ sku: "sku-1", quantity: 2, price: 10 }, { sku: "sku-2", quantity: 1, price: 5 }]
        } meta { correlationId: "order-123" }
        when OrderCreated {
          orderId: uuid("o-1")
        } meta {
          correlationId: "order-123"
        }
      }
    `,
    ],
  ])('breaks: %s', (_, broken) => {
    expect(format(broken)).toBe(broken);
  });

  test('is joined again where it fits', () => {
    expect(format(inHandler('x = call(\n  a,\n  b\n)'))).toBe(inHandler('x = call(a, b)'));
    expect(format(inHandler('x = a\n  + b\n  + c'))).toBe(inHandler('x = a + b + c'));
    expect(format('topic t {\n  carries A,\n    B\n}')).toBe('topic t {\n  carries A, B\n}\n');
  });
});

describe('comments', () => {
  test('stay where they are', () => {
    const written = text`
      // the file

      /// docs
      namespace a // trails
      use b.{ // names
        C, // c
        D
      }
      @deprecated("x") // why
      // own
      @core /* inline */ event A /* ev */ { // fields
        // first

        a: int // of a

        // evflow-ignore EVF1234: reason
        b: string
        /* of c */ c: int
        // last
      }
      event B {
        // nothing here
      }
      event C { /* nothing */ }
      topic t {
        carries A, // a
          B, // b
          C
        key id
      }
      consumer Q {
        on A as a
          // before emits
          emits B // b
            | C // c
        on C {
          let x = [ // list
            1, // one
            2
            // last
          ]
          let y = f(
            a, // first
            b /* second */,
            /* third */ c
          )
          let z = a // x
            + b // y
            + /* z */ c
          emit F { a: 1 /* one */, b } /* then */ to t
          if x {
            y = 1
          } // after
          // otherwise
          else {
            z = 2
          }
        }
      }
      saga S by k {
        step A {
          on X as p { q = 1 } // c
            -> Ship
          on Y
            // before the arrow
            -> done
        }
      }
      /*
       * stars
       */
      event D {}
      /* as
            it
         is */
      event E {}
      // the end
    `;
    expect(format(written)).toBe(written);
  });

  test('before a brace and before a comma go after it', () => {
    expect(format('event A // a\n{\n  b: int\n}')).toBe('event A { // a\n  b: int\n}\n');
    expect(format(inHandler('x = [a // first\n  , b]'))).toBe(inHandler('x = [\n  a, // first\n  b\n]'));
  });

  test('alone make a file', () => {
    expect(format('\n  // a\n\n\n/* b */ // c')).toBe('// a\n\n/* b */ // c\n');
    expect(format(' \n')).toBe('');
    expect(format('')).toBe('');
  });

  test('of several lines keep their lines, stars aligned', () => {
    expect(format('  /**\n     * a\n  */\nevent A { }')).toBe('/**\n * a\n */\nevent A {}\n');
    expect(format('event A {\n/* a\n  b */\nc: int }')).toBe('event A {\n  /* a\n  b */\n  c: int\n}\n');
  });
});

describe('what is written', () => {
  test('is kept where it is more than white space', () => {
    const written = 'record R { `first-name`: string = "\\u0041\\/", a: decimal = 1.50, `in`: int(-5..) }\n';
    expect(format(written)).toBe(written);
  });

  test('keeps its line ends and its byte-order mark', () => {
    expect(format('\uFEFF/* a\r\n b */\r\nevent A {\r\na: int }')).toBe(
      '\uFEFF/* a\r\n b */\r\nevent A {\r\n  a: int\r\n}\r\n',
    );
    expect(format('event A {\n}\r\n')).toBe('event A {}\n');
  });

  test('is left alone where it has syntax errors', () => {
    expect(format('event A { a: }')).toBeUndefined();
    expect(format('event A { "')).toBeUndefined();
  });
});

describe('a large text', () => {
  const many = (part: string, separator: string) => Array(10_000).fill(part).join(separator);

  test.each([
    ['operands', inHandler(`x = ${many('a', ' + ')}`)],
    ['right-associative operands', inHandler(`x = ${many('a', ' ?? ')}`)],
    ['members', inHandler(`x = ${many('a', '.')}`)],
    ['calls', inHandler(`x = a${many('.f(b)', '')}`)],
    ['arms', inHandler(`either ${many('a 1 { x = 1 }', ' or ')}`)],
    ['comments', `${many('// a\n', '')}event A { ${many('/* a */', '')} }`],
  ])('may have 10,000 %s', (_, long) => {
    const formatted = format(long) as string;
    expect(formatted.replace(/[\s,]/g, '')).toBe(long.replace(/[\s,]/g, ''));
    expect(format(formatted)).toBe(formatted);
  });

  test.each([
    ['parentheses', inHandler(`x = ${'('.repeat(90)}a${')'.repeat(90)}`)],
    ['calls', inHandler(`x = ${'f(a, '.repeat(90)}a${')'.repeat(90)}`)],
    ['records', inHandler(`x = ${'{ a: '.repeat(90)}a${' }'.repeat(90)}`)],
    ['blocks', inHandler(`${'if a { '.repeat(90)}x = 1${' }'.repeat(90)}`)],
    ['branches', inHandler(`if a { x = 1 }${' else if b { x = 1 }'.repeat(90)}`)],
    ['types', `record R { a: ${'{ a: '.repeat(90)}int${' }'.repeat(90)} }`],
  ])('may nest 90 %s', (_, deep) => {
    const formatted = format(deep) as string;
    expect(formatted.replace(/\s/g, '')).toBe(deep.replace(/\s/g, ''));
    expect(format(formatted)).toBe(formatted);
  });
});
