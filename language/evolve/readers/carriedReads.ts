import { carriedFrom } from '../../model/bodies/upcasts.ts';
import type { FieldPath, Message, MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { type Route, routesOf } from '../../model/schema/upcast.ts';
import type { ValueType } from '../../model/types.ts';
import type { Upcast } from '../../syntax/tree.ts';
import { BodyReads } from './bodyReads.ts';
import { distinct, type FieldRead } from './fieldReads.ts';
import type { Reads } from './partReads.ts';
import { writtenAt } from './written.ts';

/**
 * What a part reads of every version that comes to it: of those that it names, of other minors under the names that the
 * fields have there, and of older majors the fields from which upcasts make what it reads.
 * @param once whether each message is read as one version: its own major's, else the nearest newer one
 */
export function carriedReads(project: Project, message: Message, named: Reads, once: boolean): Reads {
  const routes = routesOf(project, message);
  const found = new Map<string, FieldRead[]>();
  const pinned = message.versions.filter(({ key }) => named.has(key));
  for (const version of pinned) {
    const others = pinned.filter((other) => once && other.version.major < version.version.major);
    const taken = new Set(others.flatMap((other) => majorsRead(other, routes)));
    const served = majorsRead(version, routes).filter((major) => !taken.has(major));
    spread(project, message, { version, reads: named.get(version.key)!, majors: served }, routes, found);
  }
  return new Map([...found].map(([key, reads]) => [key, distinct(reads)]));
}

type Routes = ReadonlyMap<string, readonly Route[]>;

/** A version that a part reads, be it on the way to another one, and the majors that it reads through it. */
interface Reading {
  readonly version: MessageVersion;
  readonly reads: readonly FieldRead[];
  readonly majors: readonly number[];
}

function majorsRead({ key, version }: MessageVersion, routes: Routes): number[] {
  return [version.major, ...(routes.get(key) ?? []).flatMap(({ majors }) => majors)];
}

/** Follows the routes in a loop: there may be thousands of majors. */
function spread(
  project: Project,
  message: Message,
  first: Reading,
  routes: Routes,
  found: Map<string, FieldRead[]>,
): void {
  const pending = [first];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { version, reads, majors } = next;
    const siblings = majors.includes(version.version.major)
      ? message.versions.filter((other) => other.version.major === version.version.major)
      : [];
    for (const sibling of siblings) {
      const there = sibling === version ? reads : inVersion(project, reads, version, sibling);
      found.set(sibling.key, [...(found.get(sibling.key) ?? []), ...there]);
    }
    for (const { majors: reached, via, upcast } of routes.get(version.key) ?? []) {
      const left = reached.filter((major) => majors.includes(major));
      if (left.length === 0) continue;
      const before = upcast
        ? throughUpcast(project, reads, version, via, upcast)
        : inVersion(project, reads, version, via);
      pending.push({ version: via, reads: distinct(before), majors: left });
    }
  }
}

function inVersion(
  project: Project,
  reads: readonly FieldRead[],
  reader: MessageVersion,
  writer: MessageVersion,
): FieldRead[] {
  return reads.map((read) => ({
    ...read,
    path: writtenAt(read.path, { shapes: project, type: reader.shape }, { shapes: project, type: writer.shape }),
  }));
}

/** The fields of the old version from which an upcast makes what is read of the new one. */
function throughUpcast(
  project: Project,
  reads: readonly FieldRead[],
  version: MessageVersion,
  via: MessageVersion,
  upcast: Upcast,
): FieldRead[] {
  const { bindings } = project.analysis(version.entity.file.uri);
  const inTypes = (path: FieldPath, reader: ValueType, writer: ValueType) =>
    writtenAt(path, { shapes: project, type: reader }, { shapes: project, type: writer });
  const given = new Map(upcast.fields.map(({ name, value }) => [name.text, value]));
  return reads.flatMap((read) => {
    const paths = read.path.length > 0 ? [read.path] : version.shape.fields.map(({ name }) => [name]);
    return paths.flatMap(([name, ...rest]): FieldRead[] => {
      const value = given.get(name!);
      if (value) {
        const found: FieldRead[] = [];
        const bodies = new BodyReads(project, bindings, ({ path }, deep) => found.push({ ...read, path, deep }));
        bodies.field(value, rest, read.deep);
        return found;
      }
      const field = version.shape.fields.find((one) => one.name === name);
      const from = field && carriedFrom(project, via.shape, field);
      return from ? [{ ...read, path: [from.name, ...inTypes(rest, field.type, from.type)] }] : [];
    });
  });
}
