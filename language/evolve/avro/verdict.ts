import { type AvroJson, avroSchemaOf } from '../../generate/avro/index.ts';
import type { Direction } from '../change.ts';
import type { HistoricVersion } from '../history.ts';
import { type Unresolved, unresolved } from './resolution.ts';
import { readAvroSchema } from './schema.ts';

/** Which of two versions reads, by Avro's rules, whatever is written with the Avro schema of the other. */
export interface AvroVerdict {
  readonly backward: boolean;
  readonly forward: boolean;
  readonly reasons: readonly AvroReason[];
}

/** Why one direction does not hold. */
export interface AvroReason extends Unresolved {
  readonly direction: Direction;
}

/** Holds two whole schemas, as `avroSchemaOf` exports them, against each other by Avro's rules of schema resolution. */
export function avroVerdict(before: AvroJson, after: AvroJson): AvroVerdict {
  const [old, now] = [readAvroSchema(before), readAvroSchema(after)];
  const [backward, forward] = [unresolved(old, now), unresolved(now, old)];
  return {
    backward: backward.length === 0,
    forward: forward.length === 0,
    reasons: [
      ...backward.map((one): AvroReason => ({ direction: 'backward', ...one })),
      ...forward.map((one): AvroReason => ({ direction: 'forward', ...one })),
    ],
  };
}

/** Avro's verdict on two versions; undefined where Avro cannot express one of them. */
export type AvroJudge = (before: HistoricVersion, after: HistoricVersion) => AvroVerdict | undefined;

/** Judges several pairs. It exports each version once, so it holds while no type changes. */
export function avroJudge(): AvroJudge {
  const schemas = new Map<HistoricVersion, AvroJson | undefined>();
  const schemaOf = (one: HistoricVersion) => {
    if (!schemas.has(one)) schemas.set(one, exported(one));
    return schemas.get(one);
  };
  return (before, after) => {
    const [old, now] = [schemaOf(before), schemaOf(after)];
    return old === undefined || now === undefined ? undefined : avroVerdict(old, now);
  };
}

function exported({ project, version }: HistoricVersion): AvroJson | undefined {
  const { schema, problems } = avroSchemaOf(project, version.key);
  return problems.length === 0 ? schema : undefined;
}
