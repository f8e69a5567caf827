import type { HandlerInfo, PartInfo, ReadingInfo } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import type { Shapes } from '../../model/schema/shapes.ts';
import type { RecordType } from '../../model/types.ts';
import type { Apply, Handle, On } from '../../syntax/tree.ts';
import type { HandlerProgram, MutableData, PartProgram, QueryProgram } from '../program.ts';
import { emptyObject } from '../values/objects.ts';
import type { Context } from './context.ts';
import { compileExpression } from './expression.ts';
import { fillDefaults } from './literal.ts';
import { checker, contextOf } from './project.ts';
import { compileQuery } from './query.ts';
import { compileSaga } from './saga.ts';
import { compileBlock, pausing, runner } from './statements.ts';
import { checkTouched } from './touched.ts';

/** A consumer, an aggregate, a projection or a saga. */
export type ReadingPart = Extract<PartInfo, ReadingInfo>;

export function compilePart(info: ReadingPart, project: Project, shapes: Shapes): PartProgram {
  const state: RecordType = info.state ?? { kind: 'record', fields: [] };
  const check = checker(shapes, state, 'writer');
  const maps = mapsOf(state);
  const context = () => ({
    ...contextOf(info.file, project, shapes),
    keyField: keyFieldOf(info),
    hasMaps: maps.length > 0,
  });
  const handler = (each: HandlerInfo<On | Handle | Apply>) => compileHandler(each, context());
  const compiled = info.kind === 'saga' ? compileSaga(info, project, context()) : undefined;
  return {
    info,
    initialState: () => initialState(state),
    checkState: maps.length > 0 ? checkTouched(check, maps) : check,
    handlers: compiled?.handlers ?? info.handlers.map(handler),
    saga: compiled?.saga,
    aggregate:
      info.kind === 'aggregate' ? { applies: info.applies.map(handler), snapshotEvery: info.snapshotEvery } : undefined,
    queries: info.kind === 'projection' ? compileQueries(info, state, context, shapes) : undefined,
  };
}

function compileQueries(
  { queries, by }: Extract<ReadingPart, { kind: 'projection' }>,
  state: RecordType,
  context: () => Context,
  shapes: Shapes,
): Map<string, QueryProgram> {
  return new Map(queries.map((query) => [query.name.text, compileQuery(query, context(), by?.at(-1), state, shapes)]));
}

/** What has a default; the rest is absent until it is set. */
function initialState(state: RecordType): MutableData {
  const data = emptyObject();
  fillDefaults(data, state.fields);
  return data;
}

function compileHandler(info: HandlerInfo<On | Handle | Apply>, context: Context): HandlerProgram {
  const { node } = info;
  const guard = node.kind === 'on' && node.when ? compileExpression(node.when, context) : undefined;
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
function keyFieldOf({ by, state }: ReadingPart): string | undefined {
  const name = by?.at(-1);
  return state?.fields.some((field) => field.name === name) ? undefined : name;
}
