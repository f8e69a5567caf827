import { describe, expect, test } from 'vitest';
import { compileProject } from '../compile/project.ts';
import { runScenario, scenariosOf } from '../scenario/run.ts';
import { projectOf } from '../text.fixture.ts';
import { readTrace, TraceFileError } from './read.ts';
import { type SavedTrace, savedTrace } from './saved.ts';
import { writeTrace } from './write.ts';

const TEXT = `evflow 1
  namespace shop
  event Ordered { id: uuid, @sensitive card: string, buyer: { name: string, @sensitive street: string }, tags: map<int> = {} }
  event Packed { id: uuid }
  event Broken { id: uuid }
  command Pay { id: uuid, amount: int }
  topic orders { carries Ordered by card, key id }
  consumer Packer { idempotent, on Ordered as o { emit Packed { id: o.id } in 5s, send Pay { id: o.id, amount: 0 } } }
  consumer Reader { idempotent, on Packed as p { emit Broken { id: p.id } } }
  consumer Fixer { idempotent, retry 1 backoff 1s, on Broken { fail "cannot" } }
  consumer Payments { idempotent, on Pay as p { require p.amount > 0 else "nothing to pay" } }
  scenario "all that can happen" {
    given Ordered { card: "4242", tags: { "10": 1, "__proto__": 2 } }
    when Ordered { card: "5151", buyer: { name: "Ada", street: "Rue Secrete" } }
    when Ordered { card: "5151" } meta { eventId: uuid("twice") }
    when Ordered { card: "5151" } meta { eventId: uuid("twice") }
    then Packed
  }`;

/** What is saved of the text's scenario, whose project lies in the root of `file:`. */
function saved(text = TEXT, seed = 1): SavedTrace {
  const project = projectOf(text);
  const [scenario] = scenariosOf(project);
  if (!scenario) throw new Error('there is no scenario');
  const { trace } = runScenario(project, compileProject(project), scenario, { seed });
  return savedTrace(project, 'file:///', scenario, seed, trace);
}

/** The error of reading a text, as `line: message`. */
function refusal(text: string): string {
  try {
    readTrace(text);
  } catch (error) {
    if (error instanceof TraceFileError) return `${error.line}: ${error.message}`;
    throw error;
  }
  return 'it was read';
}

describe('a saved trace', () => {
  test('comes back as it was', () => {
    const trace = saved();
    const kinds = new Set(trace.entries.map(({ kind }) => kind));
    for (const kind of ['publish', 'send', 'deliver', 'commit', 'duplicate', 'reject', 'fail', 'deadLetter', 'timer'])
      expect(kinds).toContain(kind);
    expect(readTrace(writeTrace(trace))).toEqual(trace);
    expect(writeTrace(readTrace(writeTrace(trace)))).toBe(writeTrace(trace));
  });

  test('is JSON lines with a header, whose fields have one order', () => {
    const [header, first, ...others] = writeTrace(saved()).split('\n');
    expect(header).toMatch(
      /^{"evtrace":1,"edition":1,"file":"test.evflow","scenario":"all that can happen","seed":1,"entries":\d+}$/,
    );
    expect(first).toMatch(/^{"time":"2024-01-15T10:30:00.000Z","kind":"publish","eventId":/);
    expect(others.at(-1)).toBe('');
    expect(Number(JSON.parse(header ?? '').entries)).toBe(others.length);
  });

  test('names places by the file in the project, wherever that lies', () => {
    const failed = writeTrace(saved())
      .split('\n')
      .find((line) => line.includes('"kind":"fail"'));
    expect(failed).toContain('"place":{"file":"test.evflow","start":');
    const project = projectOf(TEXT);
    const [scenario] = scenariosOf(project);
    if (!scenario) throw new Error('there is no scenario');
    const place = { uri: 'file:///home/me/my%20shop/or%C3%A9/a.evflow', start: 1, end: 2 };
    const entry = { kind: 'reject', time: '', eventId: '', message: '', part: '', reason: '', place } as const;
    const trace = [{ ...entry, topic: undefined, partition: undefined, offset: undefined }];
    const { entries } = savedTrace(project, 'file:///home/me/my%20shop', scenario, 1, trace);
    expect(entries[0]).toMatchObject({ place: { uri: 'oré/a.evflow', start: 1, end: 2 } });
  });

  test('keeps nothing that is sensitive, also where it is the key', () => {
    const text = writeTrace(saved());
    expect(text).toContain('"key":"(hidden)"');
    expect(text).toContain('"name":"Ada"');
    expect(text).not.toMatch(/4242|5151|Secrete/);
  });

  test('is the same for the same seed, and another for another', () => {
    expect(writeTrace(saved())).toBe(writeTrace(saved()));
    expect(writeTrace(saved(TEXT, 2))).not.toBe(writeTrace(saved()));
  });

  test('may have passed through an editor that ends lines in another way', () => {
    const trace = saved();
    expect(readTrace(`\ufeff${writeTrace(trace).replaceAll('\n', '\r\n')}`)).toEqual(trace);
    expect(readTrace(writeTrace(trace).trimEnd())).toEqual(trace);
  });
});

describe('what is no saved trace says where and why', () => {
  const text = writeTrace(saved());
  const lines = text.split('\n');

  test.each([
    ['an empty file', '', /^1: This is no saved trace: its first line is not a header, .* Save it again with/],
    ['binary garbage', '\u0000\u0001\ufffd\n\u0000', /^1: This is no saved trace/],
    ['other JSON', '{"a":1}\n', /^1: This is no saved trace/],
    ['JSON that is no object', '[1]', /^1: This is no saved trace/],
    [
      'a later format',
      text.replace('"evtrace":1', '"evtrace":2'),
      /^1: This trace has the format 2, and this evflow reads 1\./,
    ],
    ['a header without a seed', text.replace('"seed":1', '"seed":null'), /^1: `seed` is not a whole number\./],
    [
      'a file cut off in a line',
      lines.slice(0, 4).join('\n').slice(0, -9),
      /^4: The file ends in the middle of this line/,
    ],
    [
      'a file cut off between lines',
      `${lines.slice(0, 4).join('\n')}\n`,
      /^4: .*the last \d+ of \d+ entries are missing\./,
    ],
    ['a file with more', `${text}${lines[1]}\n`, /^\d+: .*1 entries are too many\./],
    ['a line that is no JSON', text.replace(lines[2] ?? '', '{"time":'), /^3: This line is no JSON\./],
    ['an empty line', text.replace(lines[2] ?? '', ''), /^3: This line is no JSON\./],
    [
      'an unknown kind',
      text.replace('"kind":"deliver"', '"kind":"constructor"'),
      /^\d+: No entry has the kind "constructor"\. There are: publish, /,
    ],
    ['a wrong field', text.replace('"offset":0', '"offset":"0"'), /^2: `offset` is not a whole number\./],
    ['a missing field', text.replace('"eventId":', '"id":'), /^2: `eventId` is not a text\./],
    ['a wrong field inside', text.replace(/"to":\{"topic":/, '"to":{"t":'), /^\d+: `to.topic` is not a text\./],
    ['a wrong place', text.replace('"file":"test.evflow","start"', '"file":7,"start"'), /^\d+: `place` is not a place/],
  ])('%s', (_, wrong, expected) => {
    expect(refusal(wrong)).toMatch(expected);
  });
});
