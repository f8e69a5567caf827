import { contractOf } from '../../model/choreographies/contract.ts';
import type { SourceFile } from '../../model/entities.ts';
import type { MessageVersion, TopicInfo } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { reader } from '../../model/schema/plan.ts';
import { declaredType, type Shapes } from '../../model/schema/shapes.ts';
import { validator } from '../../model/schema/validator.ts';
import { dotted } from '../../model/sourceFile.ts';
import type { Bindings, Type, ValueType } from '../../model/types.ts';
import type { ChoreographyProgram } from '../choreography/program.ts';
import type { Data, MessageProgram, Program } from '../program.ts';
import { type Context, Slots } from './context.ts';
import { compilePart, type ReadingPart } from './part.ts';
import { compileUpcasts } from './upcasts.ts';

/**
 * Makes a project ready to run, as it is now; later edits do not reach into a program.
 * What has errors is compiled too, and fails where it is run.
 */
export function compileProject(project: Project): Program {
  const shapes = shapesOf(project);
  return {
    messages: compileMessages(project, shapes),
    topics: topicsOf(project),
    parts: readingParts(project).map((info) => compilePart(info, project, shapes)),
    brokers: project.config.brokers,
    assignor: project.config.assignor,
    choreographies: choreographiesOf(project),
  };
}

/** The context for expressions of one file, or of what `bindings` are of; every body has its own, for its own locals. */
export function contextOf(
  file: SourceFile,
  project: Project,
  shapes: Shapes,
  bindings: Bindings = project.analysis(file.uri).bindings,
): Context {
  return {
    bindings,
    dereference: (type) => dereference(type, shapes),
    messageKey: (reference) => project.resolveMessage(reference, file).entity?.key ?? dotted(reference.name),
    topicKey: (name) => project.resolveName(name, file).find(({ kind }) => kind === 'topic')?.key ?? dotted(name),
    keyField: undefined,
    hasMaps: false,
    fillsDefaults: true,
    slots: new Slots(),
    readPart: undefined,
    past: undefined,
  };
}

/** All shapes of a project at this moment. */
export function shapesOf(project: Project): Shapes {
  const shapes = new Map(project.entities().map(({ key }) => [key, project.shape(key)]));
  return { shape: (key) => shapes.get(key) };
}

function dereference(type: Type, shapes: Shapes): Type {
  return type.kind === 'declared' ? (shapes.shape(type.key) ?? { kind: 'unknown' }) : type;
}

function compileMessages(project: Project, shapes: Shapes): Map<string, MessageProgram> {
  const messages = new Map<string, MessageProgram>();
  for (const { key, kind } of project.entities()) {
    const version = kind === 'message' ? project.messageVersion(key) : undefined;
    if (!version || messages.has(key)) continue;
    messages.set(
      key,
      compileMessage(version, shapes, (major) => upcasterOf(version, major)),
    );
  }
  const upcasterOf = compileUpcasts(project, shapes, messages);
  return messages;
}

export function compileMessage(
  version: MessageVersion,
  shapes: Shapes,
  upcaster: MessageProgram['upcaster'],
): MessageProgram {
  const type = declaredType(version.key);
  return {
    version,
    checkWrite: checker(shapes, type, 'writer'),
    read: lazily(() => reader(shapes, type)),
    checkRead: checker(shapes, type, 'reader'),
    upcaster,
  };
}

/** Compiled when it is first needed: most messages of a large project take no part in a run. */
export function checker(
  shapes: Shapes,
  type: ValueType,
  side: 'writer' | 'reader',
): (data: Data) => readonly string[] | undefined {
  return lazily(() => validator(shapes, type, side));
}

function lazily<A, R>(make: () => (argument: A) => R): (argument: A) => R {
  let made: ((argument: A) => R) | undefined;
  return (argument) => {
    made ??= make();
    return made(argument);
  };
}

function topicsOf(project: Project): readonly TopicInfo[] {
  const topics = new Map<string, TopicInfo>();
  for (const { key, kind, qualifiedName } of project.entities()) {
    const found = kind === 'topic' ? [project.topic(key)] : kind === 'message' ? project.topicsOf(qualifiedName) : [];
    for (const topic of found) if (topic) topics.set(topic.key, topic);
  }
  return [...topics.values()];
}

function readingParts(project: Project): ReadingPart[] {
  const keys = new Set(project.entities().map(({ key }) => key));
  return [...keys].flatMap((key) => {
    const part = project.part(key);
    return part && part.kind !== 'choreography' ? [part] : [];
  });
}

function choreographiesOf(project: Project): ChoreographyProgram[] {
  const keys = new Set(project.entities().map(({ key }) => key));
  return [...keys].flatMap((key) => {
    const info = project.part(key);
    return info?.kind === 'choreography' ? [{ info, contract: contractOf(project, info.node, info.file) }] : [];
  });
}
