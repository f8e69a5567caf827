import { bodiesOf } from '../../model/bodies/check.ts';
import { upcastSource } from '../../model/bodies/upcasts.ts';
import type { Entity } from '../../model/entities.ts';
import type { Message, MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { declaredType, reach } from '../../model/schema/shapes.ts';
import { memo, memoByKey } from '../../model/tracked.ts';
import { compileMessage } from '../../run/compile/project.ts';
import { compileUpcasts } from '../../run/compile/upcasts.ts';
import type { MessageProgram } from '../../run/program.ts';
import type { Upcast } from '../../syntax/tree.ts';
import { walk } from '../../syntax/walk.ts';

const programsIn = memo((project: Project) => memoByKey((key) => compile(project, key)));

/** How a version is read and checked; compiled once, until its shape or that of a type in it changes. It crosses no major. */
export function programOf(project: Project, { key }: MessageVersion): MessageProgram {
  return programsIn(project)(key)!;
}

function compile(project: Project, key: string): MessageProgram | undefined {
  const version = project.messageVersion(key);
  // What is compiled when it is first needed must be asked for now, so that a change of it is noticed.
  reach(project, declaredType(key));
  return version && compileMessage(version, project, () => undefined);
}

/** The versions of a message with their ways across majors, as they are in a run. */
export function crossingPrograms(project: Project, message: Message): ReadonlyMap<string, MessageProgram> {
  const programs = new Map<string, MessageProgram>();
  for (const version of message.versions) {
    const upcaster: MessageProgram['upcaster'] = (major) => upcasterOf(version, major);
    programs.set(version.key, { ...programOf(project, version), upcaster });
  }
  const upcasterOf = compileUpcasts(project, project, programs);
  return programs;
}

/** The version that an upcast reads, where nothing is wrong with it and with the types of both, so that it can be tried. */
export function soundSource(project: Project, target: MessageVersion, upcast: Upcast): MessageVersion | undefined {
  const { entity } = target;
  const source = upcastSource(project, entity, upcast);
  if (!source || source.version.major >= target.version.major) return undefined;
  const isInside = ({ start, end }: { start: number; end: number }) => upcast.start <= start && end <= upcast.end;
  const problems = [...bodiesOf(project, entity).problems, ...project.checked(entity).problems];
  if (problems.some(({ span }) => isInside(span)) || isIncomplete(entity, upcast)) return undefined;
  return isSound(project, source.key) && isSound(project, target.key) ? source : undefined;
}

function isIncomplete({ file }: Entity, upcast: Upcast): boolean {
  let missing = upcast.body === undefined;
  walk(upcast, ({ kind }) => {
    if (kind === 'missing') missing = true;
  });
  return missing || file.errors.some(({ span }) => span.start <= upcast.end && span.end >= upcast.start);
}

function isSound(project: Project, key: string): boolean {
  return reach(project, declaredType(key)).keys.every((one) => {
    const entity = project.entity(one);
    return entity !== undefined && project.shapeOf(entity)?.findings.problems.length === 0;
  });
}
