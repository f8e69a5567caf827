import type { SourceFile } from '../../model/entities.ts';
import type { ConsumerInfo, HandlerInfo, TopicInfo } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { reader } from '../../model/schema/plan.ts';
import { declaredType, type Shapes } from '../../model/schema/shapes.ts';
import { validator } from '../../model/schema/validator.ts';
import { dotted } from '../../model/sourceFile.ts';
import type { RecordType, Type, ValueType } from '../../model/types.ts';
import type { ConsumerProgram, Data, HandlerProgram, MessageProgram, MutableData, Program } from '../program.ts';
import { emptyObject } from '../values/objects.ts';
import { type Context, Slots } from './context.ts';
import { compileExpression } from './expression.ts';
import { fillDefaults } from './literal.ts';
import { compileBlock, pausing, runner } from './statements.ts';
import { checkTouched } from './touched.ts';
import { unbuiltParts } from './unbuilt.ts';
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
    consumers: consumersOf(project).map((info) => compileConsumer(info, project, shapes)),
    brokers: project.config.brokers,
    assignor: project.config.assignor,
    unbuilt: unbuiltParts(project),
  };
}

/** The context for expressions of one file; every body has its own, for its own locals. */
export function contextOf(file: SourceFile, project: Project, shapes: Shapes): Context {
  return {
    bindings: project.analysis(file.uri).bindings,
    dereference: (type) => dereference(type, shapes),
    messageKey: (reference) => project.resolveMessage(reference, file).entity?.key ?? dotted(reference.name),
    topicKey: (name) => project.resolveName(name, file).find(({ kind }) => kind === 'topic')?.key ?? dotted(name),
    keyField: undefined,
    hasMaps: false,
    fillsDefaults: true,
    slots: new Slots(),
    readPart: undefined,
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
    const type = declaredType(key);
    messages.set(key, {
      version,
      checkWrite: checker(shapes, type, 'writer'),
      read: lazily(() => reader(shapes, type)),
      checkRead: checker(shapes, type, 'reader'),
      upcaster: (major) => upcasterOf(version, major),
    });
  }
  const upcasterOf = compileUpcasts(project, shapes, messages);
  return messages;
}

/** Compiled when it is first needed: most messages of a large project take no part in a run. */
function checker(
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

function consumersOf(project: Project): ConsumerInfo[] {
  const keys = new Set(project.entities().map(({ key }) => key));
  return [...keys].map((key) => project.part(key)).filter((part) => part?.kind === 'consumer');
}

function compileConsumer(info: ConsumerInfo, project: Project, shapes: Shapes): ConsumerProgram {
  const state: RecordType = info.state ?? { kind: 'record', fields: [] };
  const check = checker(shapes, state, 'writer');
  const maps = mapsOf(state);
  return {
    info,
    initialState: () => initialState(state),
    checkState: maps.length > 0 ? checkTouched(check, maps) : check,
    handlers: info.handlers.map((handler) => compileHandler(handler, info, project, shapes)),
  };
}

/** What has a default; the rest is absent until it is set. */
function initialState(state: RecordType): MutableData {
  const data = emptyObject();
  fillDefaults(data, state.fields);
  return data;
}

function compileHandler(info: HandlerInfo, part: ConsumerInfo, project: Project, shapes: Shapes): HandlerProgram {
  const { node } = info;
  const hasMaps = part.state !== undefined && mapsOf(part.state).length > 0;
  const context = { ...contextOf(part.file, project, shapes), keyField: keyFieldOf(part), hasMaps };
  const guard = node.when && compileExpression(node.when, context);
  const codes = node.block && compileBlock(node.block, context);
  return {
    info,
    guard: guard && ((frame) => guard(frame) === true),
    run: codes && runner(codes),
    pausing: codes && ((frame) => pausing(codes, frame)),
  };
}

function mapsOf(state: RecordType): string[] {
  return state.fields.filter(({ type }) => type.kind === 'map').map(({ name }) => name);
}

/** A field of the state hides a key of the same name. */
function keyFieldOf({ by, state }: ConsumerInfo): string | undefined {
  const name = by?.at(-1);
  return state?.fields.some((field) => field.name === name) ? undefined : name;
}
