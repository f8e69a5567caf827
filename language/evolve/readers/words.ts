import type { Project } from '../../model/project.ts';
import { nameOfKey } from '../../model/sourceFile.ts';
import { listed } from '../../model/words.ts';
import { pathText } from './fieldReads.ts';
import { holders } from './holders.ts';
import { type Reader, readersOf, readsAt } from './readers.ts';

/** Whom a change reaches, and whom not. */
interface Affected {
  readonly broken: readonly Reader[];
  readonly spared: readonly Reader[];
}

/**
 * @param version the version's key, whose words the paths are in
 * @param changed the places of a change, as `readsAt` takes them: several where a type is used several times
 */
function affectedBy(project: Project, version: string, changed: readonly string[]): Affected {
  const readers = readersOf(project, nameOfKey(version)).filter(({ reads }) => reads.has(version));
  const broken = readers.filter((reader) => changed.some((path) => readsAt(reader, version, path).length > 0));
  return { broken, spared: readers.filter((reader) => !broken.includes(reader)) };
}

/** `breaks: Checkout (reads coupon), Analytics (reads all); Email does not read it`. */
export function breaksText(project: Project, version: string, changed: readonly string[]): string {
  const { broken, spared } = affectedBy(project, version, changed);
  const whom = broken.map((reader) => `${reader.name} (${whatText(project, reader, version, changed)})`);
  const parts = spared.filter(({ kind }) => kind !== 'topic').map(({ name }) => name);
  const others = parts.length === 0 ? '' : `; ${listed(parts)} ${parts.length === 1 ? 'does' : 'do'} not read it`;
  return `breaks: ${whom.length === 0 ? 'nobody in this project' : whom.join(', ')}${others}`;
}

function whatText(project: Project, reader: Reader, version: string, changed: readonly string[]): string {
  const reads = changed.flatMap((path) => readsAt(reader, version, path));
  const isAll = reads.some(({ path }) => path.length === 0);
  const paths = [...new Set(reads.map(({ path }) => pathText(path)))];
  const verb = reader.kind === 'topic' ? 'is keyed by' : 'reads';
  const steps = [...new Set(changed.flatMap((path) => holders(project, reader, version, path)))];
  const held = steps.length === 0 ? '' : `; instances in ${listed(steps)} may still need it`;
  return `${verb} ${isAll ? 'all' : listed(paths)}${held}`;
}
