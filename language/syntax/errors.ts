/** What the documentation says about a syntax error. */
export interface SyntaxErrorPage {
  readonly code: string;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Why it is wrong and what to do, in Markdown. */
  readonly explanation: string;
  /** A file with this error alone, a marker line under the place; absent where it would take a page. */
  readonly failing?: string;
  /** The same without any error. */
  readonly mended?: string;
}

/** Every syntax error, in order of codes. */
export const syntaxErrorPages: readonly SyntaxErrorPage[] = [
  {
    code: 'EVF1001',
    title: 'Unexpected text',
    explanation: `
Something stands where nothing of its kind can stand. The message names the block and what it can hold; where a word is
only misspelled, it says which one was probably meant. What follows is read as usual.`,
    failing: `
topic orders {
  carries OrderPlaced
  partitons 6
//^^^^^^^^^ error EVF1001 Did you mean \`partitions\`?
}`,
    mended: `
topic orders {
  carries OrderPlaced
  partitions 6
}`,
  },
  {
    code: 'EVF1002',
    title: 'Something is missing',
    explanation: `
A construct is begun and not finished: a field without a type, an \`emit\` without a message, a block without its \`{\`.
The message says what is expected, and after or instead of what.`,
    failing: `
event OrderPlaced {
  orderId:
  //     ^ error EVF1002 Expected a type
  total: decimal
}`,
    mended: `
event OrderPlaced {
  orderId: uuid
  total: decimal
}`,
  },
  {
    code: 'EVF1003',
    title: 'Unclosed brace',
    explanation: `
A \`{\` has no \`}\`. Where it is missing is told by the layout: a line that is indented no further than the line of the
\`{\`, or the head of the next declaration, cannot be inside the block.`,
    failing: `
consumer Mailer {
  on OrderPlaced {
  //             ^ error EVF1003 never closed
    emit MailSent
}

event MailSent { orderId: uuid }`,
    mended: `
consumer Mailer {
  on OrderPlaced {
    emit MailSent
  }
}

event MailSent { orderId: uuid }`,
  },
  {
    code: 'EVF1004',
    title: 'Unclosed string or name in backquotes',
    explanation: `
A string ends with \`"\` on the line on which it begins, a name in backquotes with a backquote. A line break inside a
string is written \`\\n\`.`,
    failing: `
topic orders "shop.orders {
//           ^^^^^^^^^^^^^^ error EVF1004
  carries OrderPlaced
}`,
    mended: `
topic orders "shop.orders" {
  carries OrderPlaced
}`,
  },
  {
    code: 'EVF1005',
    title: 'Unclosed comment',
    explanation:
      'A comment that begins with `/*` ends with `*/`. Such comments do not nest. What follows is lost until it is closed.',
    failing: `
event OrderPlaced { orderId: uuid }
/* The rest is to be done.
// <- error EVF1005`,
    mended: `
event OrderPlaced { orderId: uuid }
/* The rest is to be done. */`,
  },
  {
    code: 'EVF1006',
    title: 'A character that means nothing',
    explanation: `
The character is no part of the language. Often another one is meant: \`and\`, \`or\` and \`not\` are words, strings have
double quotes, and items need no semicolons.`,
    failing: `
event OrderPlaced {
  orderId: uuid;
  //           ^ error EVF1006 no \`;\`
  total: decimal
}`,
    mended: `
event OrderPlaced {
  orderId: uuid
  total: decimal
}`,
  },
  {
    code: 'EVF1007',
    title: 'Malformed number, duration or version',
    explanation: `
A number has digits and at most one point: \`12\`, \`9.99\`. A duration is a whole number and \`ms\`, \`s\`, \`m\`, \`h\` or
\`d\`: \`30s\`. A version is a major number or a major and a minor one: \`@1\`, \`@1.1\`.`,
    failing: `
topic orders {
  carries OrderPlaced
  retain 7days
  //     ^^^^^ error EVF1007
}`,
    mended: `
topic orders {
  carries OrderPlaced
  retain 7d
}`,
  },
  {
    code: 'EVF1008',
    title: 'Nested too deeply',
    explanation:
      'Braces, parentheses, brackets and types may stand inside each other up to 200 levels deep. Nobody reads what is deeper.',
  },
  {
    code: 'EVF1009',
    title: 'Too many errors',
    explanation: 'A file shows its first 100 syntax errors. Mend these first; what remains is then shown.',
  },
  {
    code: 'EVF1010',
    title: 'File too large',
    explanation:
      'A file of more than 8 MiB is not read. Split it: names in the same namespace see each other across files.',
  },
  {
    code: 'EVF1011',
    title: 'Not a text',
    explanation: 'The file holds zero bytes, so it is no text, or is not saved as UTF-8.',
    failing: 'event OrderPlaced {\0}',
    mended: 'event OrderPlaced {}',
  },
  {
    code: 'EVF1012',
    title: 'A letter that a plain name cannot have',
    explanation: `
A plain name has the letters A to Z in either case, digits and \`_\`, and begins with no digit, so that it is a name in
every language that code is generated for. Any other name is written in backquotes.`,
    failing: `
record Box {
  größe: int
//^^^^^ error EVF1012 backquotes
}`,
    mended: `
record Box {
  \`größe\`: int
}`,
  },
  {
    code: 'EVF1013',
    title: 'Unknown escape in a string',
    explanation:
      'Strings have the escapes of JSON: `\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u` with four hexadecimal digits.',
    failing: `
record Box {
  code: string(1..9, "^\\d+$")
  //                   ^^ error EVF1013
}`,
    mended: `
record Box {
  code: string(1..9, "^\\\\d+$")
}`,
  },
  {
    code: 'EVF1014',
    title: 'Chained comparison',
    explanation:
      'Comparisons do not chain, since `a < b < c` would compare a truth value with `c`. Write two of them with `and`.',
    failing: `
aggregate Cart by id {
  handle AddItem as cmd { require 0 < cmd.count < 100 else "too many" }
  //                                            ^ error EVF1014
}`,
    mended: `
aggregate Cart by id {
  handle AddItem as cmd { require 0 < cmd.count and cmd.count < 100 else "too many" }
}`,
  },
  {
    code: 'EVF1015',
    title: 'Annotation without a name',
    explanation: 'An `@` begins an annotation, and its name follows: `@deprecated`, `@owner("payments")`.',
    failing: `
@
// <- error EVF1015
event OrderPlaced { orderId: uuid }`,
    mended: `
@tag("core")
event OrderPlaced { orderId: uuid }`,
  },
  {
    code: 'EVF1016',
    title: 'A value as a name',
    explanation:
      '`true`, `false` and `null` are values everywhere, the only words that are. As a name such a word is written in backquotes.',
    failing: `
record Answer {
  true: int
//^^^^ error EVF1016
}`,
    mended: `
record Answer {
  \`true\`: int
}`,
  },
  {
    code: 'EVF1017',
    title: 'Out of order',
    explanation:
      'A file begins with the edition (`evflow 1`), then its `namespace`, then every `use`; all three may be left out. Declarations follow in any order.',
    failing: `
event OrderPlaced { total: Money }
use shop.common.Money
// <- error EVF1017`,
    mended: `
use shop.common.Money
event OrderPlaced { total: Money }`,
  },
];
