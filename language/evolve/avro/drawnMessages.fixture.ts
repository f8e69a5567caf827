import fc from 'fast-check';

/** Two versions of a message as evflow source, the second one partly as the first. */
export interface DrawnMessages {
  readonly before: string;
  readonly after: string;
}

/** Types that a field may have, and a default for it. */
const TYPES = [
  ['int', '1'],
  ['int(0..9)', '1'],
  ['long', '1'],
  ['long(0..9)', '1'],
  ['double', '1.5'],
  ['decimal', '1'],
  ['decimal(6, 2)', '1'],
  ['decimal(8, 2)', '1'],
  ['string', '"s"'],
  ['string(1..3)', '"s"'],
  ['boolean', 'true'],
  ['int(0..9)[]', '[]'],
  ['long[]', '[]'],
  ['map<int(0..9)>', '{}'],
  ['map<long>', '{}'],
  ['C', 'x'],
  ['enum { x, y }', 'x'],
  ['enum { x }', 'x'],
  ...[
    ...['uuid', 'date', 'timestamp', 'time', 'duration', 'bytes', 'json', 'A', 'A[]', 'B', 'map<B>', 'U', 'U[]'],
    ...[
      '{ i: int(0..9) }',
      '{ i: long }',
      '{ i: int, j?: A }',
      '{ i: { k: string } }',
      '{ i: { k: uuid, l: enum { x } }[] }',
    ],
  ].map((type) => [type] as const),
] as const;

interface Field {
  readonly name: string;
  readonly type: number;
  readonly mark: string;
}

interface Message {
  readonly fields: readonly Field[];
  readonly A: readonly Field[];
  readonly B: readonly Field[];
  readonly cases: readonly string[];
  readonly symbols: readonly string[];
  readonly otherwise: boolean;
}

const fields = (minLength: number) =>
  fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      type: fc.nat(TYPES.length - 1),
      mark: fc.constantFrom('', '', '?', '='),
    }),
    { minLength, maxLength: 3, selector: ({ name }) => name },
  );

const message: fc.Arbitrary<Message> = fc.record({
  fields: fields(1),
  A: fields(0),
  B: fields(0),
  cases: fc.uniqueArray(fc.constantFrom('a: A', 'b: B', 'c: A'), { minLength: 1 }),
  symbols: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }),
  otherwise: fc.boolean(),
});

/** What becomes of a part: mostly it stays. */
const fates = fc.infiniteStream(fc.constantFrom('stays', 'stays', 'stays', 'stays', 'changes', 'renamed', 'with was'));

export const drawnMessages: fc.Arbitrary<DrawnMessages> = fc
  .record({ one: message, other: message, fates })
  .map(({ one, other, fates: stream }) => {
    const next = () => stream.next().value;
    const isNew = () => next() === 'changes';
    const becoming = (old: readonly Field[], now: readonly Field[]): string[] =>
      old.flatMap((field, at) => {
        const fate = next();
        if (fate === 'changes') return now[at] ? [fieldText({ ...now[at], name: field.name })] : [];
        if (fate === 'stays') return [fieldText(field)];
        return [`new_${fieldText(field)}${fate === 'with was' ? ` was ${field.name}` : ''}`];
      });
    const after = {
      cases: isNew() ? other.cases : one.cases,
      symbols: isNew() ? other.symbols : one.symbols,
      otherwise: isNew() ? other.otherwise : one.otherwise,
    };
    return {
      before: sourceOf(one, one.fields.map(fieldText), one.A.map(fieldText), one.B.map(fieldText)),
      after: sourceOf(after, becoming(one.fields, other.fields), becoming(one.A, other.A), becoming(one.B, other.B)),
    };
  });

function fieldText({ name, type, mark }: Field): string {
  const [text, value] = TYPES[type]!;
  if (mark === '=') return `${name}: ${text}${value === undefined ? '' : ` = ${value}`}`;
  return `${name}${mark}: ${text}`;
}

function sourceOf(
  { cases, symbols, otherwise }: Pick<Message, 'cases' | 'symbols' | 'otherwise'>,
  root: readonly string[],
  A: readonly string[],
  B: readonly string[],
): string {
  const symbolsText = `${symbols.join(', ')} }${otherwise ? ` otherwise ${symbols[0]}` : ''}`;
  return `namespace t
record A { ${A.join(', ')} }
record B { ${B.join(', ')} }
union U by kind { ${cases.join(', ')} }
enum C { ${symbolsText}
event E { ${root.join(', ')} }
`;
}
