import { describe, expect, test } from 'vitest';
import { publishInto, runText } from './text.fixture.ts';

const HEAD = `
  event Go { id: string, items: int[] }
  event Item { id: string, n: int }
  event Other { id: string }
  event Done { id: string, n: int }
  command Do { id: string, items: int[] }
`;

/** Twice nested, more than a million. */
const items = Array.from({ length: 1200 }, (_, i) => i);

/** What becomes of a message whose handler is this; another consumer and another message show that all else goes on. */
function played(body: string) {
  const text = `${HEAD}
    consumer Runaway { single, idempotent, retry 1 backoff 1s, state { n: int = 0, seen: map<int> = {} } ${body} }
    consumer Calm { idempotent, on Go as g { emit Done { id: g.id, n: 1 } } on Other as o { emit Done { id: o.id, n: 2 } } }`;
  const result = publishInto(text, ['Go@1.0', { id: 'a', items }], ['Other@1.0', { id: 'b' }]);
  const place = result.run.trace.flatMap((entry) => (entry.kind === 'fail' && entry.place ? [entry.place] : []))[0];
  return { ...result, place: place && text.slice(place.start, place.end) };
}

/** Nothing of it is left, it has come to its last attempt, and nobody else has noticed. */
function expectContained({ said, run, errors }: ReturnType<typeof played>, error: RegExp) {
  expect(errors).toEqual([expect.stringMatching(error)]);
  expect(said.filter(({ name }) => name === 'Item')).toEqual([]);
  expect(said.filter(({ name }) => name === 'Done').map(({ data }) => data.n)).toEqual([1, 2]);
  expect(run.state('Runaway')).toBeUndefined();
  expect(run.deadLetters().map(({ message }) => message.headers?.attempts)).toEqual([2]);
  expect(run.consumers().flatMap(({ positions }) => positions.map(({ lag }) => lag))).toEqual([0, 0, 0]);
}

describe('a handler ends in a clear, placed error, and all else goes on', () => {
  test('that throws', () => {
    const ended = played('on Go as g { n += 1 emit Item { id: g.id, n: n % (n - 1) } }');
    expectContained(ended, /division by zero/);
  });

  test('that loops for ever', () => {
    const ended = played('on Go as g { for a in g.items { for b in g.items { n += 1 } } }');
    expectContained(ended, /its loops go round more than 1,000,000 times/);
    expect(ended.place).toMatch(/^for b in g.items/);
  });

  test('that loops for ever in an expression', () => {
    const ended = played('on Go as g { n += g.items.count(a => g.items.any(b => a + b < 0)) }');
    expectContained(ended, /its loops go round more than 1,000,000 times/);
    expect(ended.place).toMatch(/^b => a \+ b < 0|^g\.items/);
  });

  test('that says more than anybody could take in', () => {
    const ended = played('on Go as g { for a in g.items { for b in g.items { emit Item { id: g.id, n: a } } } }');
    expectContained(ended, /it says more than 100,000 messages at once/);
    expect(ended.place).toMatch(/^emit Item/);
  });

  test('whose numbers grow without bound', () => {
    const ended = played('on Go as g { n += 9007199254740991 n += 1 }');
    expectContained(ended, /beyond the range of int/);
  });

  test('that says what does not validate', () => {
    const text = `
      event Go { id: string, items: int[] }
      event Small { id: string(1..3), n: int(0..9) }
      consumer Runaway { single, idempotent, state { n: int = 0 } on Go as g { n += 1 emit Small { id: g.id, n: g.items.length } } }`;
    const { errors, run, said } = publishInto(text, ['Go@1.0', { id: 'long', items }]);
    expect(errors).toEqual([expect.stringMatching(/^Small is refused: \/id .*; \/n /)]);
    expect(said).toEqual([]);
    expect(run.state('Runaway')).toBeUndefined();
  });

  test('a command that loops for ever is rejected', () => {
    const { errors } = publishInto(
      `${HEAD} consumer Runaway by id { idempotent, state { n: int = 0 } on Do as d { for a in d.items { for b in d.items { n += 1 } } } }`,
      ['Do@1.0', { id: 'a', items }],
    );
    expect(errors).toEqual([expect.stringMatching(/its loops go round more than/)]);
  });
});

describe('a run ends, and names what turns', () => {
  const chain = (body: string, lines = '') =>
    runText(`
      event Ping { id: string, n: int }
      event Pong { id: string, n: int }
      topic pings { carries Ping, key id }
      topic pongs { carries Pong, key id }
      consumer There { idempotent, on Ping as p { ${body} } }
      consumer Back { idempotent, on Pong as p { emit Ping { id: p.id, n: p.n } } }
      scenario "it" { when Ping { id: "a", n: 1 } ${lines} }`)[0]?.failures.map(({ message }) => message);

  test('where messages follow each other for ever', () => {
    expect(chain('emit Pong { id: p.id, n: p.n }')).toEqual([
      expect.stringMatching(/^Still turning after 100,000 steps: .*Ping emits Pong/),
    ]);
  });

  test('where each one makes many', () => {
    const many = `for n in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] { ${'emit Pong { id: p.id, n: n } '.repeat(20)} }`;
    expect(chain(many)).toEqual([expect.stringMatching(/^Still turning after 200,000 messages: .*Ping emits Pong/)]);
  });

  test('also while something is awaited', () => {
    const many = `for n in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] { ${'emit Pong { id: p.id, n: n } '.repeat(20)} }`;
    expect(chain(many, 'then Pong { n: 99 }')?.[0]).toMatch(/^Still turning after 200,000 messages/);
  });
});
