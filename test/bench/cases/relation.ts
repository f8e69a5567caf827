/**
 * Whether two versions of a message read each other: pairs a second, in both directions, on types that are ready to be
 * compared; or how many of the verdicts, two a pair, are not what the validator says of the writer's messages.
 */
import avsc from 'avsc';
import { validateSchemaCompatibility } from 'json-schema-diff-validator';
import { compareVersions, type HistoricVersion, historyOf } from '../../../language/evolve/history.ts';
import { edgeMessages } from '../../../language/evolve/upcasts/edges.ts';
import { NO_HINTS } from '../../../language/evolve/upcasts/hints.ts';
import { avroSchemaOf, avroText } from '../../../language/generate/avro/index.ts';
import { jsonSchemaOf } from '../../../language/generate/jsonSchema/index.ts';
import { Project } from '../../../language/model/project.ts';
import { validator } from '../../../language/model/schema/validator.ts';
import { steps } from '../versions.ts';

const SECONDS = 3;
const BOTH = ['backward', 'forward'] as const;

/** Whether everything is read; a pair's old version and its new one. */
interface Verdicts {
  readonly backward: boolean;
  readonly forward: boolean;
}
type Decide = () => Verdicts;

interface Pair {
  readonly before: HistoricVersion;
  readonly after: HistoricVersion;
}

function pairs(half: string): Pair[] {
  const { text, compatible, all } = steps();
  const project = new Project();
  project.setFile('file:///bench.evflow', text);
  const found = Array.from({ length: all }, (_, i) => {
    const [before, after] = historyOf(project, `bench.E${i}`);
    if (!before || !after) throw new Error(`bench.E${i} has no two versions`);
    return { before, after };
  });
  if (half === 'all') return found;
  return half === 'compatible' ? found.slice(0, compatible) : found.slice(compatible);
}

function decider(who: string, { before, after }: Pair): Decide {
  switch (who) {
    case 'avsc': {
      const [old, now] = [avroType(before), avroType(after)];
      const reads = (reader: avsc.Type, writer: avsc.Type) => succeeds(() => reader.createResolver(writer));
      return () => ({ backward: reads(now, old), forward: reads(old, now) });
    }
    case 'json-schema-diff-validator': {
      const [old, now] = [jsonSchema(before), jsonSchema(after)];
      const reads = (reader: object, writer: object) => succeeds(() => validateSchemaCompatibility(writer, reader));
      return () => ({ backward: reads(now, old), forward: reads(old, now) });
    }
    default:
      return () => {
        const { backward, forward } = compareVersions(before, after);
        return { backward: backward === true, forward: forward === true };
      };
  }
}

function avroType({ project, version }: HistoricVersion): avsc.Type {
  const { schema } = avroSchemaOf(project, version.key);
  return avsc.Type.forSchema(JSON.parse(avroText(schema)), { wrapUnions: true });
}

function jsonSchema({ project, version }: HistoricVersion): object {
  return jsonSchemaOf(project, version.key).schema;
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** @returns pairs a second, of the best second after a first one to warm up */
function rate(deciders: readonly Decide[]): number {
  let best = 0;
  for (let second = 0; second <= SECONDS; second++) {
    const start = performance.now();
    let done = 0;
    while (performance.now() < start + 1000) {
      for (const decide of deciders) decide();
      done += deciders.length;
    }
    if (second > 0) best = Math.max(best, done / ((performance.now() - start) / 1000));
  }
  return best;
}

/** What messages show: the writer's at the edges of what it allows, and the ones that were found to break. */
function shown({ before, after }: Pair): Verdicts {
  const { changes } = compareVersions(before, after);
  const [backward, forward] = BOTH.map((direction) => {
    const [writer, reader] = direction === 'backward' ? [before, after] : [after, before];
    const check = validator(reader.project, reader.version.shape, 'reader');
    const writes = validator(writer.project, writer.version.shape, 'writer');
    const found = changes.flatMap((one) => (one.direction === direction ? (one.witness ?? []) : []));
    const messages = [...edgeMessages(writer.project, writer.version.key, NO_HINTS, new Set()), ...found];
    return messages.every((message) => writes(message) !== undefined || check(structuredClone(message)) === undefined);
  });
  return { backward: backward === true, forward: forward === true };
}

const [mode, who = '', half = 'all'] = process.argv.slice(2);
const chosen = pairs(half);
if (mode === 'rate') console.log(rate(chosen.map((pair) => decider(who, pair))));
else {
  const wrong = chosen.flatMap((pair) => {
    const [said, truth] = [decider(who, pair)(), shown(pair)];
    return BOTH.filter((direction) => said[direction] !== truth[direction]).map(
      (direction) => `${pair.before.version.name} ${direction} ${said[direction]}`,
    );
  });
  if (mode === 'list') console.log(wrong.join('\n'));
  console.log(wrong.length);
}
