import type { Value } from '../../model/types.ts';
import type { Arm, Block, Either, Emit, If, Let, Require, Statement } from '../../syntax/tree.ts';
import { BodyError, type Frame, type Pause } from '../program.ts';
import { emptyObject, isObject, sortedKeys } from '../values/objects.ts';
import { compileAssign, compileRemove } from './assignment.ts';
import type { Context, Evaluate, Execute } from './context.ts';
import { compileExpression } from './expression.ts';
import { fillDefaults } from './literal.ts';
import { countTurn } from './turns.ts';

/** A statement whose expressions are closures; how statements follow each other is left to `runner` and `pausing`. */
export type Code =
  | { readonly kind: 'action'; readonly node: Statement; readonly run: Execute }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Code[] }
  | {
      readonly kind: 'for';
      readonly node: Statement;
      readonly list: Evaluate;
      readonly name: string;
      readonly slot: number;
      readonly body: readonly Code[];
    }
  | {
      readonly kind: 'either';
      readonly node: Either;
      readonly weights: readonly number[];
      readonly arms: readonly (readonly Code[])[];
    };

interface Branch {
  readonly node: If;
  readonly condition: Evaluate;
  readonly body: readonly Code[];
}

export function compileBlock(block: Block | undefined, context: Context): readonly Code[] {
  return block ? compileStatements(block.statements, context) : [];
}

export function compileStatements(statements: readonly Statement[], context: Context): readonly Code[] {
  return statements.map((statement) => compileStatement(statement, context));
}

function compileStatement(node: Statement, context: Context): Code {
  switch (node.kind) {
    case 'if':
      return compileIf(node, context);
    case 'for': {
      const list = compileExpression(node.list, context);
      const slot = context.slots.of(node.name);
      return { kind: 'for', node, list, name: node.name.text, slot, body: compileBlock(node.block, context) };
    }
    case 'either':
      return {
        kind: 'either',
        node,
        weights: node.arms.map((arm: Arm) => arm.weight?.value ?? 1),
        arms: node.arms.map((arm: Arm) => compileBlock(arm.block, context)),
      };
    default:
      return { kind: 'action', node, run: compileAction(node, context) };
  }
}

/** `else if … else if …` becomes one flat list of branches, however long. */
function compileIf(node: If, context: Context): Code {
  const branches: Branch[] = [];
  let rest: If | Block | undefined = node;
  while (rest?.kind === 'if') {
    const condition = compileExpression(rest.condition, context);
    branches.push({ node: rest, condition, body: compileBlock(rest.then, context) });
    rest = rest.else;
  }
  return { kind: 'if', branches, otherwise: compileBlock(rest, context) };
}

function compileAction(node: Exclude<Statement, { kind: 'if' | 'for' | 'either' }>, context: Context): Execute {
  switch (node.kind) {
    case 'let':
      return compileLet(node, context);
    case 'emit':
      return compileEmit(node, context);
    case 'require':
      return compileRequire(node, context);
    case 'reject':
    case 'fail':
    case 'deadLetter': {
      const { kind } = node;
      const reason = compileExpression(node.reason, context);
      return (frame) => {
        throw new BodyError(kind, String(reason(frame) ?? ''), node);
      };
    }
    case 'remove':
      return compileRemove(node, context);
    case 'assign':
      return compileAssign(node, context);
  }
}

function compileLet(node: Let, context: Context): Execute {
  const value = compileExpression(node.value, context);
  const slot = context.slots.of(node.name);
  const name = node.name.text;
  return (frame) => {
    frame.locals[slot] = value(frame);
    frame.names[slot] = name;
  };
}

function compileEmit(node: Emit, context: Context): Execute {
  const key = context.messageKey(node.message);
  const topic = node.topic && context.topicKey(node.topic);
  const delay = node.delay?.milliseconds;
  const data = node.data ? compileExpression(node.data, context) : onlyDefaults(key, context);
  return (frame) => frame.effects.emit(key, data(frame) as { readonly [field: string]: Value }, topic, delay, node);
}

function onlyDefaults(key: string, context: Context): Evaluate {
  const shape = context.dereference({ kind: 'declared', key });
  const fields = shape.kind === 'record' ? shape.fields : [];
  return () => {
    const data = emptyObject();
    fillDefaults(data, fields);
    return data;
  };
}

function compileRequire(node: Require, context: Context): Execute {
  const condition = compileExpression(node.condition, context);
  const reason = compileExpression(node.reason, context);
  return (frame) => {
    if (condition(frame) !== true) throw new BodyError('reject', String(reason(frame) ?? ''), node);
  };
}

/** Makes one closure of the statements, for running at full speed. */
export function runner(codes: readonly Code[]): Execute {
  const runs = codes.map(runnerOf);
  const [only] = runs;
  if (runs.length === 1 && only) return only;
  return (frame) => {
    for (const run of runs) run(frame);
  };
}

function runnerOf(code: Code): Execute {
  switch (code.kind) {
    case 'action':
      return code.run;
    case 'if': {
      const branches = code.branches.map(({ condition, body }) => ({ condition, run: runner(body) }));
      const otherwise = runner(code.otherwise);
      return (frame) => (branches.find(({ condition }) => condition(frame) === true)?.run ?? otherwise)(frame);
    }
    case 'for': {
      const { list, slot, node } = code;
      const run = runner(code.body);
      return (frame) => {
        for (const item of itemsOf(list(frame))) {
          countTurn(frame, node);
          frame.locals[slot] = item;
          run(frame);
        }
      };
    }
    case 'either': {
      const { weights, node } = code;
      const arms = code.arms.map(runner);
      return (frame) => arms[frame.effects.choose(weights, node)]?.(frame);
    }
  }
}

/** Runs the statements, pausing before each; a block's locals lose their names at its end. */
export function* pausing(codes: readonly Code[], frame: Frame): Generator<Pause, void, void> {
  const names = frame.names.length;
  for (const code of codes) yield* pausingAt(code, frame);
  frame.names.length = names;
}

function* pausingAt(code: Code, frame: Frame): Generator<Pause, void, void> {
  switch (code.kind) {
    case 'action':
      yield { node: code.node, frame };
      code.run(frame);
      return;
    case 'if':
      for (const { node, condition, body } of code.branches) {
        yield { node, frame };
        if (condition(frame) !== true) continue;
        yield* pausing(body, frame);
        return;
      }
      yield* pausing(code.otherwise, frame);
      return;
    case 'for':
      yield { node: code.node, frame };
      for (const item of itemsOf(code.list(frame))) {
        countTurn(frame, code.node);
        const names = frame.names.length;
        frame.locals[code.slot] = item;
        frame.names[code.slot] = code.name;
        yield* pausing(code.body, frame);
        frame.names.length = names;
      }
      return;
    case 'either':
      yield { node: code.node, frame };
      yield* pausing(code.arms[frame.effects.choose(code.weights, code.node)] ?? [], frame);
  }
}

/** What `for` runs over: a list's items, a map's keys in their order; nothing of null. */
function itemsOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? sortedKeys(value) : [];
}
