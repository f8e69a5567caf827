import { describe, expect, test } from 'vitest';
import { diagnoseConfig } from '../check/diagnose.ts';
import { parseConfig } from './config.ts';

/** What is wrong with a text, each with the part of the text that it is about. */
function problemsOf(text: string): string[] {
  return diagnoseConfig(text).map(
    ({ message, span }) => `${JSON.stringify(text.slice(span.start, span.end))} ${message}`,
  );
}

describe('evflow.json', () => {
  test('says what the project is called, where generated code goes, how many brokers there are, and what versions are compared with', () => {
    const text =
      '\ufeff{ // comment\n "name": "shop", "generate": { "typescript": { "out": "generated" } }, /* more */ "brokers": 3, "assignor": "cooperative-sticky", "baseline": "git:origin/main" }';
    expect(parseConfig(text)).toEqual({
      config: {
        name: 'shop',
        generate: { typescript: { out: 'generated' } },
        brokers: 3,
        assignor: 'cooperative-sticky',
        baseline: 'git:origin/main',
      },
      problems: [],
    });
    expect(parseConfig('{}')).toEqual({ config: { generate: {} }, problems: [] });
  });

  test('is gone through from the beginning to the end', () => {
    expect(problemsOf('{ "brokers": 0, "nope": 1 }')).toEqual([
      '"0" `brokers` is a whole number, 1 or more.',
      expect.stringContaining('"\\"nope\\"" There is no setting `nope` here.'),
    ]);
  });

  test.each([
    ['', '"" A value is expected here, not the end of the file.'],
    ['{ "generate": ', '"" A value is expected here, not the end of the file.'],
    ['{ generate: {} }', '"generate" `generate` is no JSON.'],
    ['{ "brokers": 3, }', '"}" A name in quotes is expected here, not `}`.'],
    ['{ "brokers": 3 "baseline": "a" }', '"\\"baseline\\"" `,` is expected here, not `"baseline"`.'],
    ['{} {}', '"{" The end of the file is expected here, not `{`.'],
    ['\u0000\u0001', '"\\u0000\\u0001" `\u0000\u0001` is no JSON.'],
  ])('that is no JSON says where: %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
    expect(parseConfig(text).config).toEqual({ generate: {} });
  });

  test.each([
    ['[1]', '"[1]" evflow.json is an object, written in braces.'],
    ['{ "brokers": 0 }', '"0" `brokers` is a whole number, 1 or more.'],
    ['{ "brokers": "3" }', '"\\"3\\"" `brokers` is a whole number, 1 or more.'],
    ['{ "assignor": "sticky" }', '"\\"sticky\\"" `assignor` is "range" or "cooperative-sticky".'],
    ['{ "baseline": "" }', '"\\"\\"" `baseline` is a text in quotes, and not an empty one.'],
    [
      '{ "baseline": "origin/main" }',
      '"\\"origin/main\\"" `baseline` is "git:" and a revision, as in "git:origin/main", or the address of a schema registry; evflow.lock counts by itself.',
    ],
    ['{ "generate": [] }', '"[]" `generate` is an object, written in braces.'],
    [
      '{ "generate": { "typescript": {} } }',
      '"{}" `generate.typescript` lacks `out`, the folder that the code goes to.',
    ],
    [
      '{ "generat": {} }',
      '"\\"generat\\"" There is no setting `generat` here; `generate` is probably meant. evflow.json takes `name`, `generate`, `brokers`, `assignor` and `baseline`.',
    ],
    [
      '{ "__proto__": {} }',
      '"\\"__proto__\\"" There is no setting `__proto__` here. evflow.json takes `name`, `generate`, `brokers`, `assignor` and `baseline`.',
    ],
    ['{ "brokers": 1, "brokers": 2 }', '"\\"brokers\\"" `brokers` is here twice; the first one counts.'],
  ])('with a wrong setting says what is right: %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('with deep nesting overflows nothing', () => {
    expect(problemsOf(`{ "generate": ${'['.repeat(100_000)}`)).toEqual(['"[" This is nested more than 100 deep.']);
  });
});
