import { chmodSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asAnybody, evflow, folder } from './cli.fixture.ts';
import type { Command } from './command.ts';
import { runCommandLine } from './commandLine.ts';
import { commands } from './commands.ts';

const NAMES = commands.map(({ name }) => name);

describe('calls that need no project', () => {
  test.each([['--help'], ['-h'], ['help']])('%s lists the commands', async (argument) => {
    const { code, out, err } = await evflow(argument);
    expect([code, err]).toEqual([0, '']);
    for (const name of NAMES) expect(out).toMatch(new RegExp(`^  ${name} +\\w`, 'm'));
    expect(out).toContain('Exit codes: 0 fine or only warnings, 1 errors found, 2 misuse.');
  });

  test.each(NAMES)('%s --help says how it is called', async (name) => {
    const { code, out } = await evflow(name, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Usage: evflow ${name} [PATH] [OPTIONS]`);
    for (const option of ['--format', '--help', ...Object.keys(commands.find((one) => one.name === name)!.options)]) {
      expect(out).toContain(option);
    }
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  test.each([
    [[], 'Usage: evflow COMMAND'],
    [['bogus'], 'There is no command "bogus". There are: check, compat, format, generate, publish, run, test.'],
    [['check', '--bogus'], "Unknown option '--bogus'. See evflow check --help."],
    [['check', '-x'], "Unknown option '-x'. See evflow check --help."],
    [['check', 'a', 'b'], 'evflow check takes one path, not 2.'],
    [['check', '--format', 'xml'], '--format is text or json, not "xml".'],
    [['check', '--format'], "Option '--format <value>' argument missing"],
    [['format', '--check=yes'], "Option '--check' does not take an argument"],
    [['run', '--seed', '', 'x'], '--seed is a whole number from 0 on, not "".'],
  ])('%j is misuse', async (args, message) => {
    const { code, out, err } = await evflow(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });
});

describe.each(NAMES)('%s', (name) => {
  test('of what is not there', async () => {
    const { code, err } = await evflow(name, '/nowhere/at/all');
    expect([code, err]).toEqual([
      2,
      "evflow: There is nothing at /nowhere/at/all. Give a project's folder or an .evflow file.\n",
    ]);
  });

  test('of a folder without an .evflow file', async () => {
    const root = folder({ 'evflow.json': '{}', 'readme.md': '' });
    const { code, err } = await evflow(name, root);
    expect([code, err]).toEqual([2, `evflow: There is no .evflow file at or below ${root}.\n`]);
  });

  test('of another kind of file', async () => {
    const path = `${folder({ 'a.txt': '' })}/a.txt`;
    expect(await evflow(name, path)).toEqual({ code: 2, out: '', err: `evflow: ${path} is no .evflow file.\n` });
    expect((await evflow(name, `${path}/b.evflow`)).err).toContain('There is nothing at');
  });

  test('of an evflow.json that is a folder', async () => {
    const { code, err } = await evflow(name, folder({ 'evflow.json/x': '', 'a.evflow': '' }));
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^evflow: .*evflow\.json cannot be read: it is a folder\.\n$/),
    ]);
  });
});

describe('what may not be read', () => {
  test.each([
    ['a file', 'deep/a.evflow', 0o000],
    ['a folder below', 'deep', 0o000],
    ['evflow.json', 'evflow.json', 0o000],
  ])('%s', async (_, path, mode) => {
    const root = folder({ 'evflow.json': '{}', 'b.evflow': '', 'deep/a.evflow': '' });
    chmodSync(root, 0o755);
    chmodSync(`${root}/${path}`, mode);
    const { code, out, err } = await asAnybody(() => evflow('check', root));
    chmodSync(`${root}/${path}`, 0o755);
    expect([code, out, err]).toEqual([2, '', `evflow: ${root}/${path} cannot be read: permission denied.\n`]);
  });

  test('a file that may not be written is left as it is', async () => {
    const root = folder({ 'a.evflow': 'record R{x:int}' });
    chmodSync(root, 0o555);
    const { code, err } = await asAnybody(() => evflow('format', root));
    expect([code, err]).toEqual([2, `evflow: ${root}/a.evflow cannot be written: permission denied.\n`]);
    chmodSync(root, 0o755);
    expect(readdirSync(root)).toEqual(['a.evflow']);
  });
});

test('control characters of a path do nothing to the terminal', async () => {
  expect((await evflow('check', 'a\u001b[2Jb')).err).toContain('There is nothing at a\ufffd[2Jb.');
});

test('an error of evflow itself says so, and is no result', async () => {
  const broken: Command = {
    name: 'broken',
    summary: '',
    help: '',
    options: {},
    run: () => Promise.reject(new TypeError('x is undefined')),
  };
  let err = '';
  const code = await runCommandLine(['broken'], [broken], { out: () => {}, err: (text) => void (err += text) });
  expect(code).toBe(2);
  expect(err).toContain('This is a bug in evflow, not in your files. Please report it');
  expect(err).toContain('TypeError: x is undefined\n    at ');
});
