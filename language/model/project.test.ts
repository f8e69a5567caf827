import { describe, expect, test } from 'vitest';
import { diagnose } from '../check/diagnose.ts';
import { Project } from './project.ts';

/** A project of `count` files; file i has a record and an event, and a consumer of the event of file i - 1. */
function manyFiles(count: number): Project {
  const project = new Project();
  project.batch(() => {
    for (let i = 0; i < count; i++) project.setFile(uriOf(i), textOf(i));
  });
  return project;
}

function uriOf(i: number): string {
  return `file${String(i).padStart(4, '0')}.evflow`;
}

function textOf(i: number, extra = ''): string {
  const reads =
    i > 0 ? `consumer Reader${i} { idempotent, on Event${i - 1} as e { emit Event${i} { id: e.id, item: {} } } }` : '';
  return (
    `namespace test\nrecord Item${i} { sku: string = "a" ${extra} }\nevent Event${i} { id: uuid, item: Item${i} }\n` +
    `topic topic${i} { carries Event${i}, key id }\n${reads}\n`
  );
}

/** Uris of the files whose analysis and diagnostics are not the same objects after a change. */
function changedBy(project: Project, change: () => void): { analyses: string[]; diagnostics: string[] } {
  const before = project.uris.map((uri) => [uri, project.analysis(uri), diagnose(project, uri)] as const);
  change();
  return {
    analyses: before.filter(([uri, analysis]) => project.analysis(uri) !== analysis).map(([uri]) => uri),
    diagnostics: before.filter(([uri, , diagnostics]) => diagnose(project, uri) !== diagnostics).map(([uri]) => uri),
  };
}

describe('an edit', () => {
  test('of a record re-analyses, of 1,000 files, its own and that which reads a message with it', () => {
    const project = manyFiles(1000);
    const { analyses } = changedBy(project, () => project.setFile(uriOf(500), textOf(500, ', note?: string')));
    expect(analyses).toEqual([uriOf(500), uriOf(501)]);
  });

  test('of an event re-analyses its file and its readers', () => {
    const project = manyFiles(100);
    const text = textOf(50).replace('{ id: uuid,', '{ id: uuid, at?: timestamp,');
    const { analyses, diagnostics } = changedBy(project, () => project.setFile(uriOf(50), text));
    expect(analyses).toEqual([uriOf(50), uriOf(51)]);
    expect(diagnostics).toEqual([uriOf(50), uriOf(51)]);
  });

  test('of white space and comments re-analyses its file alone', () => {
    const project = manyFiles(100);
    const { analyses, diagnostics } = changedBy(project, () => project.setFile(uriOf(50), `// first\n\n${textOf(50)}`));
    expect(analyses).toEqual([uriOf(50)]);
    expect(diagnostics).toEqual([uriOf(50)]);
  });

  test('of nothing re-analyses nothing', () => {
    const project = manyFiles(10);
    const { analyses } = changedBy(project, () => project.setFile(uriOf(5), textOf(5)));
    expect(analyses).toEqual([]);
  });

  test('of another use of a message re-analyses no bodies, and re-checks what its topology says', () => {
    const project = manyFiles(10);
    project.setFile('late.evflow', 'namespace test\n');
    const { analyses, diagnostics } = changedBy(project, () => {
      project.setFile('late.evflow', 'namespace test\nconsumer Late { idempotent, on Event9 }\n');
    });
    expect(analyses).toEqual(['late.evflow']);
    expect(diagnostics).toEqual([uriOf(9), 'late.evflow']);
  });

  test('that adds what was unknown mends who asked for it', () => {
    const project = new Project();
    project.setFile('a.evflow', 'event A { b: B }');
    expect(diagnose(project, 'a.evflow').map(({ code }) => code)).toEqual(['EVF2001']);
    project.setFile('b.evflow', 'record B { id: uuid }');
    expect(diagnose(project, 'a.evflow')).toEqual([]);
    project.removeFile('b.evflow');
    expect(diagnose(project, 'a.evflow').map(({ code }) => code)).toEqual(['EVF2001']);
  });

  test('above a declaration moves the places that others know of it', () => {
    const project = new Project();
    const text = 'event A { id: uuid }';
    project.setFile('a.evflow', text);
    project.setFile('b.evflow', 'topic b { carries A by id }');
    const target = () =>
      [...project.analysis('b.evflow').bindings.targets.values()].find(({ kind }) => kind === 'member');
    const at = () => {
      const found = target();
      return found?.kind === 'member' ? found.field.start : undefined;
    };
    expect(at()).toBe(text.indexOf('id'));
    const before = project.analysis('b.evflow');
    project.setFile('a.evflow', `// moved\n${text}`);
    expect(project.analysis('b.evflow')).toBe(before);
    expect(at()).toBe(`// moved\n${text}`.indexOf('id'));
    expect(project.entity('A@1.0')?.file.text).toBe(`// moved\n${text}`);
  });
});

describe('a watcher', () => {
  test('is told once for a batch, and only of what it read', () => {
    const project = manyFiles(3);
    const seen: number[] = [];
    const stop = project.watch(() => {
      seen.push(project.analysis(uriOf(0)).problems.length);
    });
    project.setFile(uriOf(2), textOf(2, ', note?: string'));
    expect(seen).toEqual([0]);
    project.batch(() => {
      project.setFile(uriOf(0), textOf(0, ', a: Missing'));
      project.setFile(uriOf(0), textOf(0, ', a: Missing, b: Missing'));
    });
    expect(seen).toEqual([0, 2]);
    stop();
    project.setFile(uriOf(0), textOf(0));
    expect(seen).toEqual([0, 2]);
  });

  test('of the list of files is told when one comes or goes', () => {
    const project = manyFiles(2);
    const seen: number[] = [];
    project.watch(() => {
      seen.push(project.uris.length);
    });
    project.setFile('new.evflow', '');
    project.setFile('new.evflow', '// text');
    project.removeFile('new.evflow');
    project.removeFile('new.evflow');
    expect(seen).toEqual([2, 3, 2]);
  });
});

describe('limits', { timeout: 60_000 }, () => {
  const lines = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');
  const codes = (project: Project, uri: string) => new Set(diagnose(project, uri).map(({ code }) => code));

  test('a chain of 10,000 records overflows nothing', () => {
    const project = new Project();
    project.setFile(
      'chain.evflow',
      `${lines(10_000, (i) => `record A${i} { next: A${i + 1} }`)}\nrecord A10000 { end: string }`,
    );
    expect(codes(project, 'chain.evflow')).toEqual(new Set());
  });

  test('a circle of 10,000 records is one problem', () => {
    const project = new Project();
    project.setFile(
      'circle.evflow',
      lines(10_000, (i) => `record A${i} { next: A${(i + 1) % 10_000} }`),
    );
    expect(diagnose(project, 'circle.evflow').map(({ code }) => code)).toEqual(['EVF2106']);
  });

  test('a chain of 10,000 records with defaults overflows nothing', () => {
    const project = new Project();
    project.setFile(
      'chain.evflow',
      `${lines(10_000, (i) => `record A${i} { next: A${i + 1} = {} }`)}\nrecord A10000 { end: string = "" }`,
    );
    expect(codes(project, 'chain.evflow')).toEqual(new Set());
  });

  test('a chain of 10,000 events overflows nothing', () => {
    const project = new Project();
    const text = lines(
      10_000,
      (i) => `event E${i} { id: uuid }\nconsumer C${i} { idempotent, on E${i} emits E${i + 1} }`,
    );
    project.setFile('chain.evflow', `${text}\nevent E10000 { id: uuid }`);
    expect(codes(project, 'chain.evflow')).toEqual(new Set(['EVF3001', 'EVF3002', 'EVF3011']));
  });

  test('a circle of 10,000 handlers overflows nothing', () => {
    const project = new Project();
    const said = (i: number) => `emit E${(i + 1) % 10_000} { id: e.id }`;
    project.setFile(
      'circle.evflow',
      lines(10_000, (i) => `event E${i} { id: uuid }\nconsumer C${i} { idempotent, on E${i} as e { ${said(i)} } }`),
    );
    expect(codes(project, 'circle.evflow')).toEqual(new Set(['EVF3011']));
  });

  test('10,000 duplicates are reported one by one', () => {
    const project = new Project();
    project.setFile(
      'same.evflow',
      lines(10_000, () => 'event A { id: uuid }'),
    );
    expect(diagnose(project, 'same.evflow').filter(({ code }) => code === 'EVF2002')).toHaveLength(9_999);
  });
});
