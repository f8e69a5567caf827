import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../language/check/diagnose.ts';
import { nextMajor, nextMinor } from '../../../language/check/newVersion.ts';
import type { Entity } from '../../../language/model/entities.ts';
import type { Project } from '../../../language/model/project.ts';
import type { Fix } from '../../../language/syntax/diagnostic.ts';
import { applyEdits, projectOf } from '../harness.ts';
import { FRAMES, OTHERS, STEPS, type Step } from './everyFix.fixture.ts';

/** New errors that a fix may leave behind, because what is to be said next nobody but the author knows. */
const LEFT_TO_SAY: readonly { readonly title: RegExp; readonly code: RegExp; readonly why: string }[] = [
  { title: /^Say that it `was/, code: /^!EVF4007$/, why: 'it is read now, but old readers look for the old name' },
  { title: /^Move it to/, code: /^!EVF3015$/, why: 'who names an older minor does not read the new major' },
  {
    title: /^(Move it to|Add .*upcast)/,
    code: /^!EVF4051$/,
    why: 'what becomes of old values that the narrower type has no room for',
  },
  {
    title: /^Add .* with/,
    code: /^!EVF4040$/,
    why: 'a copy of a version that shows what the newest hides does so as well',
  },
  {
    title: /with this change$/,
    code: /^!EVF40(0[3-9]|1.|2.)$/,
    why: 'the change is held against what was published then',
  },
  {
    title: /^Upgrade readers first/,
    code: /^!EVF4061$/,
    why: 'who is to be upgraded first: readers that name the old minor',
  },
];

/** Where the last minor takes back what the one before it did, a new name is followed by the old one again. */
const TAKEN_BACK = 'with an older and a newer one';
const UNSETTLED = ['renamed with was, and retyped', 'required now, with was', 'map to record'];

/** Each step is tried in a share of the frames, so that all of it stays quick: every nth, beginning elsewhere in each frame. */
function shareOf(n: number, frame: string): [string, Step][] {
  const first = Object.keys(FRAMES).indexOf(frame);
  return Object.entries(STEPS).filter((_, index) => (index + first) % n === 0);
}

describe('every fix of what versions do to each other mends it and breaks nothing else', () => {
  for (const [name, frame] of Object.entries(FRAMES))
    test(name, () => {
      const steps = shareOf(5, name).filter(([step]) => name !== TAKEN_BACK || !UNSETTLED.includes(step));
      expect(steps.flatMap(([step, written]) => faultsOfFixes(frame(written)).map((one) => `${step}: ${one}`))).toEqual(
        [],
      );
    });
});

test.each(Object.entries(OTHERS))('every fix of what no schema shows mends it: %s', (_, source) => {
  expect(codesIn(projectOf(source).project)).toSatisfy((codes: Codes) =>
    [...codes.keys()].some((code) => /^EVF40/.test(code)),
  );
  expect(faultsOfFixes(source)).toEqual([]);
});

describe('every new version that is added breaks nothing', () => {
  for (const [name, frame] of Object.entries(FRAMES))
    test(name, () => {
      const kept = (step: Step) => frame({ ...step, after: step.before });
      expect(
        shareOf(16, name).flatMap(([step, written]) => [
          ...faultsOfVersions(kept(written), () => true).map((one) => `${step}, kept: ${one}`),
          ...faultsOfVersions(frame(written), isNewest).map((one) => `${step}: ${one}`),
        ]),
      ).toEqual([]);
    });
});

function isNewest(project: Project, { key, qualifiedName }: Entity): boolean {
  return project.message(qualifiedName)?.versions.at(-1)?.key === key;
}

function faultsOfFixes(source: string): string[] {
  const { project } = projectOf(source);
  const before = codesIn(project);
  return project.uris.flatMap((uri) =>
    diagnose(project, uri)
      .filter(({ code }) => code.startsWith('EVF40'))
      .flatMap(({ code, fixes }) =>
        fixes.flatMap((fix) => {
          const after = codesAfter(project, fix);
          const isMended = (after.get(code) ?? 0) < before.get(code)!;
          return [...(isMended ? [] : [`"${fix.title}" leaves ${code}`]), ...errorsAdded(fix, before, after)];
        }),
      ),
  );
}

function faultsOfVersions(source: string, takesMinor: (project: Project, entity: Entity) => boolean): string[] {
  const { project } = projectOf(source);
  const before = codesIn(project);
  return project.entities().flatMap((entity) => {
    const version = project.versionOf(entity);
    const minor = takesMinor(project, entity) ? nextMinor(project, entity) : undefined;
    const fixes = [minor, version && nextMajor(project, version)];
    return fixes.flatMap((fix) => (fix ? errorsAdded(fix, before, codesAfter(project, fix)) : []));
  });
}

/** How often each code is found; `!` marks an error. */
type Codes = ReadonlyMap<string, number>;

function codesIn(project: Project): Codes {
  const codes = new Map<string, number>();
  for (const uri of project.uris)
    for (const { code, severity } of diagnose(project, uri)) {
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (severity === 'error') codes.set(`!${code}`, (codes.get(`!${code}`) ?? 0) + 1);
    }
  return codes;
}

/** What is found with the edits of a fix, which are taken back. */
function codesAfter(project: Project, { edits }: Fix): Codes {
  const texts = new Map(edits.map(({ uri }) => [uri, project.file(uri)!.text]));
  const write = (textOf: (uri: string, text: string) => string) =>
    project.batch(() => {
      for (const [uri, text] of texts) project.setFile(uri, textOf(uri, text));
    });
  write((uri, text) =>
    applyEdits(
      text,
      edits.filter((edit) => edit.uri === uri),
    ),
  );
  const found = codesIn(project);
  write((_, text) => text);
  return found;
}

function errorsAdded({ title }: Fix, before: Codes, after: Codes): string[] {
  return [...after].flatMap(([code, count]) => {
    const isNew = code.startsWith('!') && count > (before.get(code) ?? 0);
    const isLeft = LEFT_TO_SAY.some((left) => left.title.test(title) && left.code.test(code));
    return isNew && !isLeft ? [`"${title}" adds ${code.slice(1)}`] : [];
  });
}
