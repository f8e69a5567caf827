import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';

let grammar: IGrammar;

beforeAll(async () => {
  const require = createRequire(import.meta.url);
  await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => (scope === 'source.evflow' ? readGrammar() : null),
  });
  const loaded = await registry.loadGrammar('source.evflow');
  if (!loaded) throw new Error('the grammar did not load');
  grammar = loaded;
});

const readGrammar = () => {
  const file = new URL('evflow.tmLanguage.json', import.meta.url);
  return textmate.parseRawGrammar(readFileSync(file, 'utf8'), file.pathname);
};

/**
 * One line for each token that is not white space: its text, then its innermost scope without the language's name.
 * Neighbours of one scope, as a string and its quotes, count as one.
 */
function tokens(source: string): string[] {
  const found: { text: string; scope: string }[] = [];
  let stack = textmate.INITIAL;
  for (const line of source.split('\n')) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    const first = found.length;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const text = line.slice(startIndex, endIndex);
      const scope = (scopes.at(-1) ?? '').replace(/\.evflow$/, '');
      const previous = found.length > first ? found.at(-1) : undefined;
      if (previous?.scope === scope && !scope.startsWith('punctuation')) previous.text += text;
      else found.push({ text, scope });
    }
  }
  return found.filter(({ text }) => text.trim()).map(({ text, scope }) => `${text.trim()}  ${scope}`);
}

/** The tokens of a source that are not brackets and separators. */
const words = (source: string) => tokens(source).filter((token) => !/ {2}punctuation\.(bracket|separator)/.test(token));

describe('TextMate grammar', () => {
  test('a declaration with a version and a name on the wire', () => {
    expect(tokens('event OrderCreated@1.1 "com.shop.created" {')).toEqual([
      'event  storage.type',
      'OrderCreated  entity.name.type',
      '@1.1  constant.numeric.version',
      '"com.shop.created"  string.quoted.double',
      '{  punctuation.bracket',
    ]);
  });

  test('fields: types, refinements, defaults, renames', () => {
    expect(words('sku: string(1..40)\nnote?: Money = { value: 9.99 }\nunitPrice: decimal was pricePerUnit')).toEqual([
      'sku  variable.other.property',
      'string  support.type.primitive',
      '1  constant.numeric',
      '..  keyword.operator.range',
      '40  constant.numeric',
      'note  variable.other.property',
      '?  keyword.operator.optional',
      'Money  entity.name.type',
      '=  keyword.operator.assignment',
      'value  variable.other.property',
      '9.99  constant.numeric',
      'unitPrice  variable.other.property',
      'decimal  support.type.primitive',
      'was  keyword.other',
      'pricePerUnit  variable.other',
    ]);
  });

  test.each(['event', 'from', 'state', 'on', 'emit', 'if', 'key', 'saga', 'expect', 'string'])(
    '%s is a name before a colon',
    (word) => {
      for (const source of [`${word}: uuid`, `${word}?: uuid`, `${word} : uuid`]) {
        expect(tokens(source)[0]).toBe(`${word}  variable.other.property`);
      }
    },
  );

  test('a keyword is a name where it is assigned, read from or written in backquotes', () => {
    expect(words('state = placed')[0]).toBe('state  variable.other');
    expect(words('start += 1')[0]).toBe('start  variable.other');
    expect(words('x.event')).toEqual([
      'x  variable.other',
      '.  punctuation.accessor',
      'event  variable.other.property',
    ]);
    expect(words('`if`: string')[0]).toBe('`if`  variable.other.property');
  });

  test('a handler', () => {
    expect(words('on OrderCreated@2 as order when order.total > 0 emits StockReserved | ReserveFailed')).toEqual([
      'on  keyword.control',
      'OrderCreated  entity.name.type',
      '@2  constant.numeric.version',
      'as  keyword.control',
      'order  variable.parameter',
      'when  keyword.control',
      'order  variable.other',
      '.  punctuation.accessor',
      'total  variable.other.property',
      '>  keyword.operator.comparison',
      '0  constant.numeric',
      'emits  keyword.control',
      'StockReserved  entity.name.type',
      '|  keyword.operator',
      'ReserveFailed  entity.name.type',
    ]);
  });

  test('a body', () => {
    expect(
      words('if not order.items.all(i => (stock[i.sku] ?? 0) >= i.quantity) { emit Failed { ...order, id: uuid() } }'),
    ).toEqual([
      'if  keyword.control',
      'not  keyword.operator.word',
      'order  variable.other',
      '.  punctuation.accessor',
      'items  variable.other.property',
      '.  punctuation.accessor',
      'all  entity.name.function',
      'i  variable.parameter',
      '=>  storage.type.function.arrow',
      'stock  variable.other',
      'i  variable.other',
      '.  punctuation.accessor',
      'sku  variable.other.property',
      '??  keyword.operator',
      '0  constant.numeric',
      '>=  keyword.operator.comparison',
      'i  variable.other',
      '.  punctuation.accessor',
      'quantity  variable.other.property',
      'emit  keyword.control',
      'Failed  entity.name.type',
      '...  keyword.operator.spread',
      'order  variable.other',
      'id  variable.other.property',
      'uuid  support.function',
    ]);
  });

  test('the options of topics and consumers, durations', () => {
    expect(
      words(
        'carries A, B, key orderId, partitions 6, retain 7d\nretry 5 backoff 200ms..30s, single\nidempotent by id for 7d',
      ),
    ).toEqual([
      'carries  keyword.other',
      'A  entity.name.type',
      'B  entity.name.type',
      'key  keyword.other',
      'orderId  variable.other',
      'partitions  keyword.other',
      '6  constant.numeric',
      'retain  keyword.other',
      '7d  constant.numeric.duration',
      'retry  keyword.control',
      '5  constant.numeric',
      'backoff  keyword.other',
      '200ms  constant.numeric.duration',
      '..  keyword.operator.range',
      '30s  constant.numeric.duration',
      'single  keyword.other',
      'idempotent  keyword.other',
      'by  keyword.other',
      'id  variable.other',
      'for  keyword.other',
      '7d  constant.numeric.duration',
    ]);
  });

  test('a scenario', () => {
    expect(
      words('scenario "it \\"works\\" \\q"\ngiven Inventory.stock["a"] = 5\nexpect Checkout[uuid("o")] is done'),
    ).toEqual([
      'scenario  storage.type',
      '"it  string.quoted.double',
      '\\"  constant.character.escape',
      'works  string.quoted.double',
      '\\"  constant.character.escape',
      '\\q  invalid.illegal.escape',
      '"  string.quoted.double',
      'given  keyword.control',
      'Inventory  entity.name.type',
      '.  punctuation.accessor',
      'stock  variable.other.property',
      '"a"  string.quoted.double',
      '=  keyword.operator.assignment',
      '5  constant.numeric',
      'expect  keyword.control',
      'Checkout  entity.name.type',
      'uuid  support.function',
      '"o"  string.quoted.double',
      'is  keyword.operator.word',
      'done  constant.language',
    ]);
  });

  test('comments', () => {
    expect(tokens('/// An *order*.\n// evflow-ignore EVF4003: known\nx /* event {\n if */ y')).toEqual([
      '///  punctuation.definition.comment',
      'An *order*.  comment.line.documentation',
      '//  punctuation.definition.comment',
      'evflow-ignore  keyword.other.ignore',
      'EVF4003  constant.other.diagnostic',
      ': known  comment.line.double-slash',
      'x  variable.other',
      '/*  punctuation.definition.comment',
      'event {  comment.block',
      'if  comment.block',
      '*/  punctuation.definition.comment',
      'y  variable.other',
    ]);
  });

  test('an annotation is not a version', () => {
    expect(words('@deprecated("use total")')).toEqual([
      '@  punctuation.definition.annotation',
      'deprecated  entity.name.function.annotation',
      '"use total"  string.quoted.double',
    ]);
  });

  test('an unclosed string ends with its line', () => {
    expect(words('a: "text\nevent B {').slice(-2)).toEqual(['event  storage.type', 'B  entity.name.type']);
  });

  test('nothing in the examples looks wrong', () => {
    const files = globSync('examples/**/*.evflow');
    expect(files.length).toBeGreaterThan(0);
    const wrong = files.flatMap((file) =>
      tokens(readFileSync(file, 'utf8')).filter((token) => token.includes('invalid')),
    );
    expect(wrong).toEqual([]);
  });
});
