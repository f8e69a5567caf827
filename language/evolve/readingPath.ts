import type { Message, MessageVersion } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';
import { routesOf } from '../model/schema/upcast.ts';
import { directionsOf, policyOf } from './policy.ts';
import { explainer, faultOf } from './relation/explain.ts';
import { includes } from './relation/includes.ts';
import type { Finding } from './relation/inclusion.ts';
import type { Side } from './relation/written.ts';

/** A place on the way from a written version to one that is read where a message may not be taken. */
export interface Gap {
  readonly from: MessageVersion;
  readonly to: MessageVersion;
  /** The smallest message that is not taken, and why; undefined where that cannot be told. */
  readonly example: string | undefined;
}

/** One version read as another, by an upcast or as minors are read. */
interface Step {
  readonly from: MessageVersion;
  readonly to: MessageVersion;
  readonly isUpcast: boolean;
}

/**
 * Where the way from a version to another one breaks that no rule about versions tells of, because the policy in force does not
 * ask for that direction. What upcasts give is tried elsewhere.
 * @returns `none`: there is no way at all; undefined: there is one without gaps, or what is wrong with it is told elsewhere
 */
export function gapBetween(
  project: Project,
  message: Message,
  written: MessageVersion,
  read: MessageVersion,
): Gap | 'none' | undefined {
  const steps = stepsBetween(project, message, written, read);
  if (!steps) return 'none';
  const promised = directionsOf(policyOf(project, message.qualifiedName));
  for (const { from, to, isUpcast } of steps) {
    const direction = from.version.minor < to.version.minor ? 'backward' : 'forward';
    if (isUpcast || from.key === to.key || promised.includes(direction)) continue;
    const [writer, reader] = [sideOf(project, from), sideOf(project, to)];
    const { verdict, breaks } = includes(writer, reader);
    if (verdict === 'yes') continue;
    return { from, to, example: exampleOf(breaks, reader) };
  }
  return undefined;
}

function exampleOf(breaks: readonly Finding[], reader: Side): string | undefined {
  const shown = breaks.find(({ witness }) => witness !== undefined);
  if (shown?.witness === undefined) return undefined;
  return `${JSON.stringify(shown.witness)}: ${explainer()(reader, shown.witness, faultOf(shown))}`;
}

function sideOf(project: Project, { shape }: MessageVersion): Side {
  return { shapes: project, type: shape };
}

/** The steps as they are taken: first as the version from which an upcast goes on, then up. Undefined where there is no way. */
function stepsBetween(
  project: Project,
  message: Message,
  written: MessageVersion,
  read: MessageVersion,
): readonly Step[] | undefined {
  const routes = routesOf(project, message);
  const steps: Step[] = [];
  let to = read;
  while (to.version.major !== written.version.major) {
    const route = routes.get(to.key)?.find(({ majors }) => majors.includes(written.version.major));
    if (!route) return undefined;
    steps.push({ from: route.via, to, isUpcast: route.upcast !== undefined });
    to = route.via;
  }
  return [...steps, { from: written, to, isUpcast: false }].reverse();
}
