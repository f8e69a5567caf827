import type { Value } from '../../model/types.ts';
import type { Past } from '../compile/context.ts';
import { rowValue } from '../compile/query.ts';
import type { Program } from '../program.ts';
import type { Run } from '../run.ts';

/** The past of a run's aggregates, and the queries of its projections. */
export function pastOf(program: Program, run: Run): Past {
  const keyName = (part: string) => program.parts.find(({ info }) => info.key === part)?.info.by?.at(-1);
  return {
    at(part, key, moment) {
      const streams = run.streams(part);
      const version = typeof moment === 'number' ? moment : streams?.versionAt(key, Date.parse(String(moment)));
      const state = version === undefined ? undefined : streams?.at(key, version);
      return state ? rowValue(keyName(part), key, state) : null;
    },
    history(part, key) {
      const events = run.streams(part)?.history(key) ?? [];
      return events.map(({ envelope }) => JSON.parse(JSON.stringify(envelope)) as Value);
    },
    query(part, name, args) {
      const query = program.parts.find(({ info }) => info.key === part)?.queries?.get(name);
      return query?.(run.rows(part), args) ?? [];
    },
  };
}
