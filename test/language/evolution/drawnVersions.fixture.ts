import fc from 'fast-check';

// Two versions of a message as evflow source, the second made from the first by a few changes such as people make.
// Everything is drawn from one list of numbers, so that what fails shrinks to the smallest pair.

type Drawn =
  | { kind: 'leaf'; name: string; min?: number; max?: number; pattern?: string }
  | { kind: 'enum'; symbols: string[] }
  | { kind: 'name'; name: string }
  | { kind: 'list'; item: Drawn; min?: number; max?: number }
  | { kind: 'map'; value: Drawn }
  | { kind: 'record'; fields: DrawnField[] };

interface DrawnField {
  name: string;
  type: Drawn;
  mark: '' | '?' | '=';
  was?: string;
}

interface Version {
  fields: DrawnField[];
  /** Records A, B and C, of which each may use all others. */
  records: Record<string, DrawnField[]>;
  symbols: string[];
  otherSymbol: string | undefined;
  tag: string;
  cases: { name: string; record: string }[];
  otherCase: string | undefined;
}

export interface Pair {
  readonly before: string;
  readonly after: string;
}

export const pairs: fc.Arbitrary<Pair> = fc
  .noBias(fc.array(fc.nat({ max: 0xffff }), { minLength: 40, maxLength: 160, size: 'max' }))
  .map((numbers) => {
    const draw = new Draw(numbers);
    const before = draw.version();
    const after = draw.one(8) === 7 ? draw.version() : draw.changed(before);
    return { before: printed(before), after: printed(after) };
  });

/** Case names are also symbols and texts, and tags are also fields, so that the one is met where the other was. */
const FIELDS = ['a', 'b', 'c', 't', 'k', '__proto__', 'constructor'];
const TAGS = ['t', 'k', 'a', '__proto__'];
const WORDS = ['a', 'b', 'c', 'x', 'yy'];
const NUMBERS = ['int', 'long', 'double', 'decimal'];
const FORMATS = ['uuid', 'date', 'time', 'timestamp', 'duration', 'uri', 'email', 'bytes'];
const PATTERNS = [
  '^[a-c]$',
  'a',
  '^a+$',
  '^[0-9]+$',
  '^(a|b|yy)?$',
  '^-?[0-9]{1,3}(\\\\.[0-9])?$',
  '^(?=a)',
  '(.)\\\\1',
  '[]',
];
const DEEPEST = 4;

class Draw {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  one(count: number): number {
    return (this.#numbers[this.#next++] ?? 0) % count;
  }

  of<T>(values: readonly T[]): T {
    return values[this.one(values.length)]!;
  }

  times<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.one(most + 1) }, make);
  }

  version(): Version {
    const cases = WORDS.slice(0, this.one(4)).map((name) => ({ name, record: this.of(['A', 'B', 'C']) }));
    return {
      fields: [this.field(0), ...this.fields(0, 2)],
      records: { A: this.fields(2, 3), B: this.fields(2, 3), C: this.fields(2, 3) },
      symbols: WORDS.slice(0, this.one(4)),
      otherSymbol: this.of([undefined, 'a', 'b']),
      tag: this.of(TAGS),
      cases,
      otherCase: this.of([undefined, 'a', 'b']),
    };
  }

  fields(depth: number, most: number): DrawnField[] {
    return this.times(most, () => this.field(depth));
  }

  field(depth: number): DrawnField {
    const field: DrawnField = { name: this.of(FIELDS), type: this.type(depth), mark: this.of(['', '', '?', '=']) };
    return this.one(6) === 5 ? { ...field, was: this.of(FIELDS) } : field;
  }

  type(depth: number): Drawn {
    const kind = this.one(depth < DEEPEST ? 16 : 10);
    if (kind < 8) return this.leaf();
    if (kind === 8) return { kind: 'enum', symbols: this.times(3, () => this.of(WORDS)) };
    if (kind < 13) return { kind: 'name', name: this.of(['A', 'B', 'U', 'F', 'U']) };
    if (kind === 13) return { kind: 'list', item: this.type(depth + 1), ...this.bounds(2) };
    return kind === 14
      ? { kind: 'map', value: this.type(depth + 1) }
      : { kind: 'record', fields: this.fields(depth + 1, 3) };
  }

  leaf(): Drawn {
    const name = this.of([...NUMBERS, 'string', 'string', 'boolean', 'json', this.of(FORMATS)]);
    if (name === 'string') {
      const pattern = this.one(3) === 2 ? { pattern: this.of(PATTERNS) } : {};
      return { kind: 'leaf', name, ...this.bounds(3), ...pattern };
    }
    return NUMBERS.includes(name) ? { kind: 'leaf', name, ...this.bounds(6) } : { kind: 'leaf', name };
  }

  bounds(most: number): { min?: number; max?: number } {
    const min = this.one(most);
    const all = [{}, { min }, { max: min + 1 }, { min, max: min + this.one(3) }, { min: -2, max: 2 ** 53 - 1 }];
    return this.of(all.slice(0, most > 3 ? 5 : 4));
  }

  changed(before: Version): Version {
    const after = structuredClone(before);
    const count = 1 + this.one(4);
    for (let i = 0; i < count; i++) this.change(after);
    return after;
  }

  change(version: Version): void {
    switch (this.one(6)) {
      case 0:
        return this.changeDeclared(version);
      case 1:
      case 2:
        return this.changeFields(this.of(recordsIn(version)));
      default: {
        const slots = slotsIn(version);
        if (slots.length > 0) this.changeType(this.of(slots));
      }
    }
  }

  changeDeclared(version: Version): void {
    switch (this.one(6)) {
      case 0:
        version.tag = this.of(TAGS);
        return;
      case 1:
        version.otherCase = this.of([undefined, 'a', 'b']);
        return;
      case 2:
        version.otherSymbol = this.of([undefined, 'a', 'b']);
        return;
      case 3:
        version.symbols = this.changedWords(version.symbols);
        return;
      default:
        version.cases = this.changedWords(version.cases.map(({ name }) => name)).map(
          (name) => version.cases.find((one) => one.name === name) ?? { name, record: this.of(['A', 'B', 'C']) },
        );
    }
  }

  changedWords(words: string[]): string[] {
    const word = this.of(WORDS);
    return words.includes(word) ? words.filter((one) => one !== word) : [word, ...words];
  }

  changeFields(fields: DrawnField[]): void {
    const at = this.one(fields.length || 1);
    const field = fields[at];
    const isFree = (name: string) => fields.every((other) => other.name !== name);
    const kind = this.one(6);
    if (kind === 0 || !field) {
      const added = this.field(2);
      if (isFree(added.name)) fields.push(added);
    } else if (kind === 1) fields.splice(at, 1);
    else if (kind === 2) field.mark = this.of(['', '?', '=']);
    else if (kind === 3 && isFree('inner'))
      fields.splice(at, 1, { ...field, name: 'inner', type: { kind: 'record', fields: [field] } });
    else {
      const name = this.of(FIELDS);
      if (isFree(name)) fields[at] = kind === 4 ? { ...field, name, was: field.name } : { ...field, name };
    }
  }

  changeType({ get, set }: Slot): void {
    const type = get();
    if (this.one(8) === 7) return set(this.type(2));
    switch (type.kind) {
      case 'leaf':
        return set(this.changedLeaf(type));
      case 'enum':
        return set({ kind: 'enum', symbols: this.changedWords(type.symbols) });
      case 'name':
        return set(
          this.of<Drawn>([
            { kind: 'name', name: 'A' },
            { kind: 'name', name: 'U' },
            { kind: 'map', value: this.leaf() },
          ]),
        );
      case 'list':
        return set(this.of<Drawn>([{ kind: 'list', item: type.item, ...this.shifted(type) }, type.item]));
      case 'map':
        return set({
          kind: 'record',
          fields: FIELDS.slice(0, this.one(4)).map((name) => ({ name, type: type.value, mark: this.of(['', '?']) })),
        });
      case 'record':
        return set({ kind: 'map', value: type.fields[0]?.type ?? this.leaf() });
    }
  }

  changedLeaf(type: Extract<Drawn, { kind: 'leaf' }>): Drawn {
    switch (this.one(5)) {
      case 0:
        return NUMBERS.includes(type.name)
          ? { ...type, name: this.of(NUMBERS) }
          : { kind: 'leaf', name: 'string', ...this.bounds(3) };
      case 1:
        return { kind: 'leaf', name: 'string' };
      case 2:
        return type.name === 'string' ? { ...type, pattern: this.of(PATTERNS) } : { kind: 'list', item: type };
      default:
        return type.name === 'string' || NUMBERS.includes(type.name) ? { ...type, ...this.shifted(type) } : this.leaf();
    }
  }

  shifted({ min, max }: { min?: number; max?: number }): { min?: number; max?: number } {
    const by = this.of([1, -1]);
    return this.one(2) === 0
      ? { min: Math.max(0, (min ?? 0) + by), ...(max !== undefined && { max }) }
      : { ...(min !== undefined && { min }), max: Math.max(0, (max ?? 3) + by) };
  }
}

interface Slot {
  get(): Drawn;
  set(type: Drawn): void;
}

/** Every place in a version where a type stands. */
function slotsIn(version: Version): Slot[] {
  return recordsIn(version).flatMap((fields) =>
    fields.flatMap((field) => within({ get: () => field.type, set: (type) => (field.type = type) })),
  );
}

/** A slot, and those of the items and values in it. */
function within(slot: Slot): Slot[] {
  const type = slot.get();
  if (type.kind === 'list') return [slot, ...within({ get: () => type.item, set: (item) => (type.item = item) })];
  if (type.kind === 'map') return [slot, ...within({ get: () => type.value, set: (value) => (type.value = value) })];
  return [slot];
}

/** The records of which a message is made. */
function recordsIn({ fields, records, cases }: Version): DrawnField[][] {
  const found = new Set<DrawnField[]>();
  const add = (own: DrawnField[] | undefined) => {
    if (!own || found.has(own)) return;
    found.add(own);
    for (const { type } of own) look(type);
  };
  const look = (type: Drawn): void => {
    if (type.kind === 'list') look(type.item);
    else if (type.kind === 'map') look(type.value);
    else if (type.kind === 'record') add(type.fields);
    else if (type.kind === 'name') for (const name of namesOf(type.name)) add(records[name]);
  };
  const namesOf = (name: string) => (name === 'U' ? cases.map(({ record }) => record) : [name]);
  add(fields);
  return [...found];
}

function printed({ fields, records, symbols, otherSymbol, tag, cases, otherCase }: Version): string {
  const otherwise = (name: string | undefined, names: readonly string[]) =>
    name !== undefined && names.includes(name) ? ` otherwise ${name}` : '';
  const members = cases.map(({ name, record }) => `${name}: ${record}`).join(', ');
  return [
    ...Object.entries(records).map(([name, own]) => `record ${name} {\n${lines(own)}}`),
    `enum F { ${symbols.join(', ')} }${otherwise(otherSymbol, symbols)}`,
    `union U by \`${tag}\` { ${members} }${otherwise(
      otherCase,
      cases.map(({ name }) => name),
    )}`,
    `event E {\n${lines(fields)}}`,
  ].join('\n');
}

function lines(fields: readonly DrawnField[]): string {
  return once(fields)
    .map((field) => `  ${fieldText(field)}\n`)
    .join('');
}

/** Without fields of a name that another one has. */
function once(fields: readonly DrawnField[]): readonly DrawnField[] {
  return fields.filter(({ name }, i) => fields.findIndex((other) => other.name === name) === i);
}

function fieldText({ name, type, mark, was }: DrawnField): string {
  const value = mark === '=' ? ` = ${defaultOf(type)}` : '';
  return `\`${name}\`${mark === '?' ? '?' : ''}: ${typeText(type)}${value}${was === undefined ? '' : ` was \`${was}\``}`;
}

function typeText(type: Drawn): string {
  switch (type.kind) {
    case 'leaf': {
      if (type.name === 'decimal')
        return type.max === undefined ? 'decimal' : `decimal(${type.max}, ${Math.min(type.max, type.min ?? 0)})`;
      const parts = [rangeText(type), type.pattern === undefined ? '' : `"${type.pattern}"`].filter(
        (part) => part !== '',
      );
      return parts.length > 0 ? `${type.name}(${parts.join(', ')})` : type.name;
    }
    case 'enum':
      return `enum { ${type.symbols.join(', ')} }`;
    case 'name':
      return type.name;
    case 'list':
      return `${typeText(type.item)}[${rangeText(type)}]`;
    case 'map':
      return `map<${typeText(type.value)}>`;
    case 'record':
      return `{ ${once(type.fields).map(fieldText).join(', ')} }`;
  }
}

function rangeText({ min, max }: { min?: number; max?: number }): string {
  return min === undefined && max === undefined ? '' : `${min ?? ''}..${max ?? ''}`;
}

/** One that fits many of the types; where it does not, the field counts as without. */
function defaultOf(type: Drawn): string {
  switch (type.kind) {
    case 'leaf':
      return NUMBERS.includes(type.name) ? `${type.min ?? 0}` : type.name === 'boolean' ? 'true' : '"a"';
    case 'enum':
      return type.symbols[0] ?? 'a';
    case 'name':
      return 'a';
    case 'list':
      return '[]';
    case 'map':
      return '{}';
    case 'record':
      // One that leaves out what has a default that does not fit is no default either, and nobody says so.
      return type.fields.some(({ mark }) => mark === '=') ? '"none"' : '{}';
  }
}
