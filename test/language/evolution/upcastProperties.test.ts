import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeMessages } from '../../../language/evolve/upcasts/edges.ts';
import { hintsOf, NO_HINTS } from '../../../language/evolve/upcasts/hints.ts';
import { upcastSkeleton } from '../../../language/evolve/upcasts/skeleton.ts';
import { trialOf } from '../../../language/evolve/upcasts/trial.ts';
import { declaredType } from '../../../language/model/schema/shapes.ts';
import { validator } from '../../../language/model/schema/validator.ts';
import { compileProject } from '../../../language/run/compile/project.ts';
import { type Data, Unreadable } from '../../../language/run/program.ts';
import { format } from '../../../language/syntax/print.ts';
import { projectOf } from '../harness.ts';
import { found } from './found.fixture.ts';

/** Types as evflow writes them; `R`, `U`, `N` and `F` are declared below. */
const TYPE = fc.letrec<{ type: string }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('int', 'long', 'double', 'decimal', 'boolean', 'string', 'uuid', 'date', 'time', 'timestamp'),
    fc.constantFrom(
      'duration',
      'uri',
      'email',
      'bytes',
      'json',
      'R',
      'U',
      'N',
      'F',
      'enum { a, b, true_ }',
      'enum { z }',
    ),
    fc.constantFrom(
      'int(3..7)',
      'int(..-2)',
      'long(5..)',
      'double(0..1)',
      'decimal(5, 2)',
      'decimal(3)',
      'decimal(2, 2)',
    ),
    fc.constantFrom('string(2..4)', 'string(..0)', 'string("^[a-c]{2,}$")', 'string(3..9, "^x+")'),
    tie('type').map((type) => `map<${type}>`),
    fc.tuple(tie('type'), fc.constantFrom('', '2', '1..', '..3')).map(([type, size]) => `${type}[${size}]`),
    fc
      .array(tie('type'), { maxLength: 3 })
      .map((types) => `{ ${types.map((type, i) => `x${i}: ${type}`).join(', ')} }`),
  ),
})).type;
const FIELDS = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('a', 'b', 'c', '`first-name`', '__proto__', 'old', 'from', 'upcast', '`true`'),
      fc.constantFrom(':', '?:'),
      TYPE,
    ),
    {
      selector: ([name]) => name,
      maxLength: 6,
    },
  )
  .map((fields) => fields.map(([name, mark, type]) => `  ${name}${mark} ${type}\n`).join(''));
const TYPES = `
record R { s: string(1..), n?: N, d: decimal = 1 }
record N { next?: N, kids: N[], u: U[..1] }
record S { f: F }
union U by kind { r: R, \`the s\`: S, n: N } otherwise n
enum F { p, q } otherwise q
`;

describe('whatever the types', () => {
  test('messages at the edges are valid, and the first is an ordinary one', () => {
    fc.assert(
      fc.property(FIELDS, FIELDS, (old, now) => {
        const { project } = projectOf(`${TYPES}\nevent E@1 {\n${old}}\nevent E@2 {\n${now}}`);
        const type = declaredType('E@1.0');
        const check = validator(project, type, 'writer');
        const hints = hintsOf(project, declaredType('E@2.0'), [project.entity('E@2.0')!.node]);
        for (const known of [NO_HINTS, hints]) {
          const messages = edgeMessages(project, 'E@1.0', known, new Set(['a', 'old']));
          expect(messages.length).toBeLessThanOrEqual(64);
          expect(messages.length).toBeGreaterThan(0);
          for (const message of messages) expect([check(message), message]).toEqual([undefined, message]);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('an upcast to be filled in has no errors and is laid out', () => {
    fc.assert(
      fc.property(FIELDS, FIELDS, (old, now) => {
        const text = `${TYPES}\nevent E@1 {\n${old}}\nevent E@2 {\n${now}}`;
        const { project } = projectOf(text);
        const block = upcastSkeleton(project, project.messageVersion('E@1.0')!, project.messageVersion('E@2.0')!);
        const whole = text.replace(/}$/, `${block.replaceAll(/^/gm, '  ')}\n}\n`);
        const errors = found(whole).filter((one) => !/^EVF40/.test(one));
        expect([whole, errors]).toEqual([whole, []]);
        expect(format(whole)).toContain(`${block.replaceAll(/^/gm, '  ')}\n}`);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('what a trial finds nothing against is read in a run', () => {
    fc.assert(
      fc.property(FIELDS, FIELDS, (old, now) => {
        const text = `${TYPES}\nevent E@1 {\n${old}}\nevent E@2 {\n${now}}`;
        const { project } = projectOf(text);
        const block = upcastSkeleton(project, project.messageVersion('E@1.0')!, project.messageVersion('E@2.0')!);
        project.setFile('main.evflow', text.replace(/}$/, `${block}\n}\n`));
        const { failures } = trialOf(project, project.entity('E@2.0')!);
        const upcast = compileProject(project).messages.get('E@2.0')!.upcaster(1)!;
        const read = edgeMessages(project, 'E@1.0', NO_HINTS, new Set()).map((message) => upcast(message as Data));
        const unread = read.filter((one) => one instanceof Unreadable).map(({ reason }) => reason);
        if (failures.length === 0) expect(unread).toEqual([]);
        else expect(failures.every(({ sample }) => sample.startsWith('E@1.0'))).toBe(true);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
