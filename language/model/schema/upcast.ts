import type { Upcast } from '../../syntax/tree.ts';
import { upcastSource } from '../bodies/upcasts.ts';
import type { Message, MessageVersion } from '../meaning.ts';
import type { Project } from '../project.ts';

/** One way to read older majors as a version: first as `via`, then by the `upcast`, if there is one, else by tolerant reading. */
export interface Route {
  /** The majors that `via` reads, newest first. */
  readonly majors: readonly number[];
  readonly via: MessageVersion;
  readonly upcast: Upcast | undefined;
}

/**
 * How each version of a message reads older majors, by the version's key. Each major is read by one route: by the version's own
 * `upcast` straight from there, else by the chain that begins nearest, else as another minor of its major does. Majors that no
 * `upcast` reaches are in no route.
 */
export function routesOf(project: Project, message: Message): ReadonlyMap<string, readonly Route[]> {
  const routes = new Map<string, readonly Route[]>();
  for (const siblings of byMajor(message)) {
    const own = new Map(siblings.map((version) => [version, ownRoutes(project, version, routes)]));
    for (const version of siblings) routes.set(version.key, withSiblings(version, own));
  }
  return routes;
}

/** Oldest major first. */
function byMajor({ versions }: Message): MessageVersion[][] {
  const majors = new Map<number, MessageVersion[]>();
  for (const version of versions) {
    const { major } = version.version;
    majors.set(major, [...(majors.get(major) ?? []), version]);
  }
  return [...majors].sort(([a], [b]) => a - b).map(([, siblings]) => siblings);
}

/** `known`: the routes of older majors. */
function ownRoutes(project: Project, target: MessageVersion, known: ReadonlyMap<string, readonly Route[]>): Route[] {
  const sources = target.upcasts.flatMap((upcast) => {
    const via = upcastSource(project, target.entity, upcast);
    return via && via.version.major < target.version.major ? [{ via, upcast }] : [];
  });
  sources.sort((a, b) => b.via.version.major - a.via.version.major);
  const direct = new Set(sources.map(({ via }) => via.version.major));
  const covered = new Set<number>();
  return sources.map(({ via, upcast }) => {
    const older = (known.get(via.key) ?? []).flatMap(({ majors }) => majors).filter((major) => !direct.has(major));
    const majors = [via.version.major, ...older].filter((major) => !covered.has(major) && covered.add(major));
    return { majors, via, upcast };
  });
}

/** A version's own routes, and for what they do not reach those of the newest other minor that does. */
function withSiblings(target: MessageVersion, own: ReadonlyMap<MessageVersion, readonly Route[]>): readonly Route[] {
  const routes = [...(own.get(target) ?? [])];
  const covered = new Set(routes.flatMap(({ majors }) => majors));
  for (const [via, others] of [...own].reverse()) {
    const majors = via === target ? [] : others.flatMap((route) => route.majors).filter((major) => !covered.has(major));
    if (majors.length > 0) routes.push({ majors, via, upcast: undefined });
    for (const major of majors) covered.add(major);
  }
  return routes;
}
