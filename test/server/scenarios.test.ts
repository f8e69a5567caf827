import { describe, expect, onTestFinished, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { ScenarioEvent } from '../../server/scenarios/job.ts';
import { Editor } from './client.ts';

const FLOW = `
event Ordered { id: uuid, @sensitive card: string, quantity: int(1..9) }
event Packed { id: uuid, quantity: int }
consumer Packer { idempotent, on Ordered as o { emit Packed { ...o } } }
consumer Reader { idempotent, on Packed }
`;
const PASSES = 'scenario "passes" {\n  when Ordered { quantity: 3 }\n  then Packed { quantity: 3 }\n}\n';
const FAILS = 'scenario "fails" {\n  when Ordered { quantity: 3 }\n  then Packed { quantity: 4 }\n}\n';
/** Turns until the limit of a run, which takes seconds. */
const TURNS = `
event Ping { id: uuid }
event Pong { id: uuid }
// evflow-ignore EVF3017: it is meant to turn
consumer A { on Ping as p { emit Pong { id: p.id } } }
consumer B { on Pong as p { emit Ping { id: p.id } } }
scenario "turns" { when Ping then Packed }
`;

async function start(files: Readonly<Record<string, string>>, options?: Parameters<typeof Editor.start>[1]) {
  const editor = await Editor.start(files, options);
  onTestFinished(() => editor.stop());
  return editor;
}

const names = (editor: Editor, file: string, wanted: readonly string[]) =>
  editor.until(`the scenarios ${wanted.join()} of ${file}`, () => {
    const found = editor.scenarioNames(file);
    return found && found.join('\n') === wanted.join('\n');
  });

describe('evflow/scenarios', () => {
  test('tells of files that nobody has open, each with its project, and nothing of those without a scenario', async () => {
    const editor = await start({
      'shop/evflow.json': '{ "name": "the shop" }',
      'shop/deep/a.evflow': `${FLOW}${PASSES}`,
      'b.evflow': `\n${FAILS}`,
      'none.evflow': 'record R { x: int }',
    });
    await names(editor, 'shop/deep/a.evflow', ['passes']);
    await names(editor, 'b.evflow', ['fails']);
    await editor.settled();
    expect(editor.scenarioPushes.find(({ uri }) => uri === editor.uri('shop/deep/a.evflow'))?.project).toEqual({
      uri: editor.uri('shop'),
      name: 'the shop',
    });
    expect(editor.scenarioPushes.find(({ uri }) => uri === editor.uri('b.evflow'))).toEqual({
      uri: editor.uri('b.evflow'),
      project: { uri: editor.uri('').replace(/\/$/, '') },
      scenarios: [{ name: 'fails', range: { start: { line: 1, character: 0 }, end: { line: 4, character: 1 } } }],
    });
    expect(editor.scenarioNames('none.evflow')).toBeUndefined();
  });

  test('follows typing, and says nothing where nothing of it changed', async () => {
    const editor = await start({ 'a.evflow': `${FLOW}${PASSES}` });
    await editor.open('a.evflow', `${FLOW}${PASSES}`);
    await names(editor, 'a.evflow', ['passes']);
    const { length } = editor.scenarioPushes;
    await editor.edit('a.evflow', 'quantity: 3 }\n}', 'quantity: 5 }\n}');
    await editor.settled();
    expect(editor.scenarioPushes).toHaveLength(length);
    await editor.edit('a.evflow', 'scenario "passes"', `${FAILS}\nscenario "renamed"`);
    await names(editor, 'a.evflow', ['fails', 'renamed']);
    await editor.replace('a.evflow', 0, editor.text('a.evflow').length, FLOW);
    await names(editor, 'a.evflow', []);
  });

  test('follows files that come, move and go on the disk', async () => {
    const editor = await start({ 'a.evflow': `${FLOW}${PASSES}` });
    await names(editor, 'a.evflow', ['passes']);
    await editor.save('b.evflow', FAILS);
    await names(editor, 'b.evflow', ['fails']);
    await editor.rename('b.evflow', 'c.evflow');
    await names(editor, 'b.evflow', []);
    await names(editor, 'c.evflow', ['fails']);
    await editor.delete('c.evflow');
    await names(editor, 'c.evflow', []);
  });

  test('follows a project that begins elsewhere, and a folder that is closed', async () => {
    const editor = await start({ 'x/deep/a.evflow': PASSES, 'y/b.evflow': FAILS }, { folders: ['x', 'y'] });
    await names(editor, 'x/deep/a.evflow', ['passes']);
    await names(editor, 'y/b.evflow', ['fails']);
    await editor.save('x/deep/evflow.json', '{}');
    await editor.until('another project', () =>
      editor.scenarioPushes.some(({ project }) => project.uri === editor.uri('x/deep')),
    );
    expect(editor.scenarioNames('x/deep/a.evflow')).toEqual(['passes']);
    await editor.changeFolders([], ['y']);
    await names(editor, 'y/b.evflow', []);
    expect(editor.scenarioNames('x/deep/a.evflow')).toEqual(['passes']);
  });
});

describe('evflow/runScenarios', () => {
  /** Runs scenarios; each event as it came. */
  function run(editor: Editor, scenarios: readonly (readonly [file: string, name: string])[]) {
    const events: ScenarioEvent[] = [];
    const partialResultToken = `token-${Math.random()}`;
    const cancel = new CancellationTokenSource();
    const listener = editor.connection.onNotification('$/progress', ({ token, value }) => {
      if (token === partialResultToken) events.push(value);
    });
    const params = {
      scenarios: scenarios.map(([file, name]) => ({ uri: editor.uri(file), name })),
      partialResultToken,
    };
    const over = editor.connection
      .sendRequest('evflow/runScenarios', params, cancel.token)
      .finally(() => listener.dispose());
    return { events, over, cancel: () => cancel.cancel() };
  }

  const report = (events: readonly ScenarioEvent[], index: number) => {
    const event = events.find((one) => one.index === index && one.kind === 'ended');
    return event?.kind === 'ended' ? event.report : undefined;
  };

  test('runs them in order and tells each result as it comes, with places, comparison and trace', async () => {
    const editor = await start({ 'a.evflow': `${FLOW}${PASSES}${FAILS}` });
    const { events, over } = run(editor, [
      ['a.evflow', 'fails'],
      ['a.evflow', 'passes'],
      ['a.evflow', 'gone'],
    ]);
    await over;
    expect(events.map(({ kind, index }) => `${kind} ${index}`)).toEqual([
      'started 0',
      'ended 0',
      'started 1',
      'ended 1',
      'started 2',
      'refused 2',
    ]);
    const line = `${FLOW}${PASSES}${FAILS}`.split('\n').findIndex((text) => text.includes('quantity: 4'));
    expect(report(events, 0)).toMatchObject({
      outcome: 'failed',
      failures: [
        {
          uri: editor.uri('a.evflow'),
          range: { start: { line, character: 2 } },
          message: expect.stringMatching(
            /^Expected Packed \{ quantity: 4 \}, but nothing more happens\.\n.*3 instead of 4/,
          ),
          compared: { expected: 'quantity: 4', actual: 'quantity: 3' },
        },
      ],
    });
    expect(report(events, 0)?.trace).toMatch(
      /published {2}Ordered \{ .*card: \(hidden\).*\n[\s\S]*✗ failed {2}"fails"\n {2}a\.evflow:/,
    );
    expect(report(events, 1)).toMatchObject({ outcome: 'passed', failures: [] });
  });

  test('runs what is in the editor, saved or not', async () => {
    const editor = await start({ 'a.evflow': `${FLOW}${PASSES}` });
    await editor.open('a.evflow', `${FLOW}${PASSES}`);
    await editor.edit('a.evflow', 'then Packed { quantity: 3 }', 'then Packed { quantity: 5 }');
    const { events, over } = run(editor, [['a.evflow', 'passes']]);
    await over;
    expect(report(events, 0)?.outcome).toBe('failed');
  });

  test('refuses a project with errors and says what and where; others run', async () => {
    const editor = await start({
      'good/evflow.json': '{}',
      'good/a.evflow': `${FLOW}${PASSES}`,
      'bad/evflow.json': '{}',
      'bad/a.evflow': `${FLOW}${PASSES}event X { y: Nowhere }`,
      'config/evflow.json': '{ "brokers": "many" }',
      'config/a.evflow': `${FLOW}${PASSES}`,
    });
    await editor.until('scenarios', () => editor.scenarioPushes.length >= 3);
    const { events, over } = run(editor, [
      ['bad/a.evflow', 'passes'],
      ['good/a.evflow', 'passes'],
      ['config/a.evflow', 'passes'],
    ]);
    await over;
    expect(events.filter(({ kind }) => kind === 'refused')).toEqual([
      {
        kind: 'refused',
        index: 0,
        why: expect.stringMatching(/has errors, so nothing is run\. a\.evflow:10: .*Nowhere/),
      },
      { kind: 'refused', index: 2, why: expect.stringMatching(/evflow\.json has errors.*`brokers`/) },
    ]);
    expect(report(events, 1)?.outcome).toBe('passed');
  });

  test('several runs go on at once, the server answers meanwhile, and one can be stopped', async () => {
    const editor = await start({ 'a.evflow': `${FLOW}${PASSES}`, 'b.evflow': TURNS });
    const long = run(editor, [
      ['b.evflow', 'turns'],
      ['a.evflow', 'passes'],
    ]);
    const short = run(editor, [['a.evflow', 'passes']]);
    await short.over;
    expect(report(short.events, 0)?.outcome).toBe('passed');
    await editor.settled();
    long.cancel();
    await long.over.catch(() => {});
    expect(long.events.filter(({ kind }) => kind === 'ended')).toEqual([]);
  });
});
