import type { Data, Findings } from '../program.ts';
import { emptyObject, type Fields } from '../values/objects.ts';

/** Which entries of a state's maps were set since it was last checked, by field; `whole` where a map was set itself. */
type Touched = Map<string, Set<string> | 'whole'>;

const touchedIn = new WeakMap<object, Touched>();

/** Notes that a field of the state was set, or an entry of a map in it. */
export function touch(state: object, field: string, key: string | undefined): void {
  let touched = touchedIn.get(state);
  if (!touched) touchedIn.set(state, (touched = new Map()));
  const keys = touched.get(field);
  if (key === undefined || keys === 'whole') touched.set(field, 'whole');
  else if (keys) keys.add(key);
  else touched.set(field, new Set([key]));
}

/**
 * Checks a state with maps that may grow large: of each, just the entries that were set, so that the cost follows the
 * change. A state of which nothing was noted is checked as a whole.
 */
export function checkTouched(
  check: (state: Data) => Findings | undefined,
  maps: readonly string[],
): (state: Data) => Findings | undefined {
  return (state) => {
    const touched = touchedIn.get(state);
    if (!touched) return check(state);
    touchedIn.delete(state);
    const view = Object.assign(emptyObject(), state);
    for (const name of maps) {
      const keys = touched.get(name);
      if (keys !== 'whole' && name in view) view[name] = entriesOf(view[name] as Fields, keys ?? []);
    }
    return check(view);
  };
}

function entriesOf(map: Fields, keys: Iterable<string>): Fields {
  const entries = emptyObject();
  for (const key of keys) if (Object.hasOwn(map, key)) entries[key] = map[key] as Fields[string];
  return entries;
}
