import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { brokenInSource, brokenWalls, machinePaths } from '../scripts/walls.ts';

describe('walls', () => {
  test('a whole checkout is searched, but not what is built or installed', () => {
    const checkout = mkdtempSync(path.join(os.tmpdir(), 'evflow-walls-'));
    onTestFinished(() => rmSync(checkout, { recursive: true }));
    const write = (file: string, text: string) => {
      mkdirSync(path.join(checkout, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(checkout, file), text);
    };
    write('language/syntax/deep/wrong.ts', `import * as vscode from 'vscode';\n`);
    write('language/syntax/right.ts', `import { a } from './deep/wrong.ts';\n`);
    write('language/dist/cli.js', `import vscode from 'vscode';\n`);
    write('language/node_modules/a/index.js', `import vscode from 'vscode';\n`);
    write('docs/page.md', `in ${['', 'root', 'evflow'].join('/')}\n`);
    expect(brokenWalls(checkout)).toEqual([
      expect.stringContaining('language/syntax/deep/wrong.ts:1: the editor (vscode)'),
      expect.stringContaining('docs/page.md:1: '),
    ]);
  });

  test.each([
    [
      'language/syntax/x.ts',
      `import type { Model } from '../model/model.ts';`,
      'language/syntax may not import language/model',
    ],
    ['language/model/x.ts', `export * from '../check/all.ts';`, 'language/model may not import language/check'],
    [
      'language/run/x.ts',
      `import {\n  a,\n} from '../generate/a.ts';`,
      'language/run may not import language/generate',
    ],
    ['language/run/x.ts', `const a = await import('../cli/main.ts');`, 'language/run may not import language/cli'],
    ['language/check/x.ts', `import '../../server/lsp/main.ts';`, 'language/check may not import server'],
    ['server/lsp/x.ts', `import { activate } from '../../client/extension.ts';`, 'server may not import client'],
    ['client/x.ts', `import { parse } from '../language/syntax/parse.ts';`, 'client may not import language/syntax'],
    ['server/lsp/x.ts', `import * as vscode from 'vscode';`, 'the editor (vscode) may not be imported here'],
    ['language/cli/x.ts', `import { Range } from 'vscode-languageserver';`, 'protocol types'],
    ['client/x.ts', `import type { DebugProtocol } from '@vscode/debugprotocol';`, 'protocol types'],
    ['language/model/x.ts', `import fs from 'node:fs';`, 'node:fs may only be imported in'],
    ['language/model/x.test.ts', `import * as vscode from 'vscode';`, 'the editor'],
    ['language/run/x.ts', `const now = Date.now();`, 'Date.now makes runs differ'],
    ['language/run/x.ts', `const now = new Date();`, 'new Date() makes runs differ'],
    ['language/run/x.ts', 'const text = `at ${Math.random()} or so`;', 'Math.random makes runs differ'],
    ['language/helpers/x.ts', ``, 'language/helpers is no part of the house'],
    ['server/lsp/x.ts', '\n'.repeat(501), '501 lines; 500 is the limit'],
  ])('%s: %s', (file, source, message) => {
    expect(brokenInSource(file, source)).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ['language/model/x.ts', `import type { Tree } from '../syntax/tree.ts';`],
    ['language/cli/x.ts', `import fs from 'node:fs';\nconst a = Date.now();`],
    ['language/node/files.ts', `import fs from 'node:fs';`],
    ['language/run/x.test.ts', `import fs from 'node:fs';\nimport { all } from '../check/all.ts';`],
    ['language/run/x.ts', `const at = new Date(milliseconds); // never Date.now()`],
    ['language/generate/x.ts', "const code = `import fs from 'node:fs';\\nDate.now(${name({ a: '}' })}) Date.now()`;"],
    ['language/syntax/x.ts', `const quote = /['"\`]/; const half = a / b; // 'import("vscode")'`],
    ['server/lsp/x.ts', `import { createConnection } from 'vscode-languageserver/node';`],
    ['server/lsp/x.ts', '\n'.repeat(500)],
  ])('%s may say %s', (file, source) => {
    expect(brokenInSource(file, source)).toEqual([]);
  });

  test('a message names file and line', () => {
    expect(brokenInSource('language/run/x.ts', '\n\nsetTimeout(f, 1);')[0]).toMatch(/^language\/run\/x\.ts:3: /);
  });

  test('a path of one machine is found', () => {
    const text = ['see ', 'home', 'me', 'notes'].join('/');
    expect(machinePaths('README.md', text)).toHaveLength(1);
    expect(machinePaths('README.md', 'see docs/home/me, https://x.org/home/me')).toEqual([]);
  });
});
