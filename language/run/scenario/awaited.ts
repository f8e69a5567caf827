import type { SourceFile } from '../../model/entities.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { declaredType } from '../../model/schema/shapes.ts';
import type { Value } from '../../model/types.ts';
import type { Never, Then, ThenRejected } from '../../syntax/tree.ts';
import { planOf } from '../compile/context.ts';
import type { Data } from '../program.ts';
import { deepEqual } from '../values/compare.ts';
import type { Evaluator } from './evaluator.ts';
import { type Happening, readFor } from './happened.ts';
import { differences } from './pattern.ts';
import { type Difference, LineFailure } from './result.ts';

/** What a `then` or `never` looks for. */
export interface Awaited {
  readonly line: Then | ThenRejected | Never;
  /** As it is shown: `StockReserved { amount: 9 }`. */
  readonly text: string;
  /** The version that its fields are of; of several, one that has them all. */
  readonly version: MessageVersion | undefined;
  /** How a happening differs from it: not at all where it is the one; undefined where it is something else altogether. */
  compare(happening: Happening): readonly Difference[] | undefined;
}

/** `then rejected "why"` */
export function awaitedRejection(line: ThenRejected): Awaited {
  const reason = line.reason?.value;
  return {
    line,
    version: undefined,
    text: reason === undefined ? 'a rejected command' : `a command rejected with ${JSON.stringify(reason)}`,
    compare(happening) {
      if (happening.kind !== 'rejected') return undefined;
      if (reason === undefined || reason === happening.reason) return [];
      return [{ path: 'reason', expected: JSON.stringify(reason), actual: JSON.stringify(happening.reason) }];
    },
  };
}

/** `then M { … }`, `never M { … }`: a bare name means every version. */
export function awaitedMessage(line: Then | Never, evaluator: Evaluator, project: Project, file: SourceFile): Awaited {
  const { message, data, meta } = line.sample;
  const entity = project.resolveMessage(message, file).entity ?? project.resolveName(message.name, file).at(-1);
  if (entity?.kind !== 'message') throw new LineFailure({ message: 'There is no such message.' });
  const plan = data && planOf(data, evaluator.context);
  const pattern = { value: evaluator.written(data), type: plan?.type ?? declaredType(entity.key) };
  const envelope = evaluator.written(meta);
  const { version } = message;
  const written = project.messageVersion(pattern.type.kind === 'declared' ? pattern.type.key : entity.key);
  return {
    line,
    version: written,
    text: evaluator.text.message(entity.name, pattern.value, pattern.type),
    compare(happening) {
      if (happening.kind !== 'message') return undefined;
      const { qualifiedName, version: number } = happening.program.version;
      if (qualifiedName !== entity.qualifiedName) return undefined;
      if (
        version &&
        (version.major !== number.major || (version.minor !== undefined && version.minor !== number.minor))
      ) {
        return [
          {
            path: 'version',
            expected: `@${version.major}${version.minor === undefined ? '' : `.${version.minor}`}`,
            actual: `@${number.major}.${number.minor}`,
          },
        ];
      }
      const found = readFor(written, happening, evaluator.messages);
      return [
        ...differences(pattern, found, evaluator.shapes, evaluator.text),
        ...envelopeDifferences(envelope, happening),
      ];
    },
  };
}

function envelopeDifferences(expected: Data, { said, program }: Extract<Happening, { kind: 'message' }>): Difference[] {
  const { wireName, version } = program.version;
  const actual: { readonly [name: string]: unknown } = {
    ...said,
    timestamp: said.timestamp ?? said.time,
    eventType: wireName,
    eventVersion: `${version.major}.${version.minor}`,
  };
  return Object.entries(expected).flatMap(([name, value]) => {
    const found = (actual[name] ?? null) as Value;
    if (deepEqual(value, found)) return [];
    return [{ path: `meta.${name}`, expected: JSON.stringify(value), actual: JSON.stringify(found) }];
  });
}
