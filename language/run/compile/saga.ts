import type { HandlerInfo, HandlerNode, SagaInfo } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import type {
  Block,
  Compensate,
  Parallel,
  Reference,
  Start,
  Statement,
  Step,
  Target as TargetNode,
  Wait,
  WaitOn,
} from '../../syntax/tree.ts';
import type { HandlerProgram } from '../program.ts';
import type {
  ParallelProgram,
  Rejected,
  Reply,
  SagaBlock,
  SagaItem,
  SagaProgram,
  StepProgram,
  Target,
  Timeout,
  Waits,
} from '../saga/program.ts';
import type { Context } from './context.ts';
import { compileExpression } from './expression.ts';
import { type Code, compileBlock, compileStatements, pausing, runner } from './statements.ts';

/** Compiles a saga, and gives all that it may take in beside it. */
export function compileSaga(
  info: SagaInfo,
  project: Project,
  context: Context,
): { readonly saga: SagaProgram; readonly handlers: readonly HandlerProgram[] } {
  return new SagaCompiler(info, project, context).compile();
}

class SagaCompiler {
  readonly #info: SagaInfo;
  readonly #project: Project;
  /** Of blocks in which `event` is the starting message, and of those in which it is a reply. */
  readonly #context: Context;
  readonly #inReply: Context;
  readonly #handlers: HandlerProgram[] = [];

  constructor(info: SagaInfo, project: Project, context: Context) {
    this.#info = info;
    this.#project = project;
    const { start } = info;
    const reasonSlot = context.slots.of(REASON);
    this.#context = { ...context, reasonSlot };
    const startSlot = context.slots.of(start?.node ?? info.node);
    const aside = start && { slot: startSlot, as: start.node.as, message: start.message };
    this.#inReply = { ...context, reasonSlot, aside };
  }

  compile(): { readonly saga: SagaProgram; readonly handlers: readonly HandlerProgram[] } {
    const { start, node } = this.#info;
    const items = node.items.flatMap((item): SagaItem[] =>
      item.kind === 'step' ? [this.#step(item, undefined)] : item.kind === 'parallel' ? [this.#parallel(item)] : [],
    );
    const ending = (outcome: 'done' | 'abort') =>
      node.items.find((item) => item.kind === 'ending' && item.outcome === outcome);
    const block = (item: ReturnType<typeof ending>) =>
      item?.kind === 'ending' ? this.#block(item.block, this.#context) : undefined;
    const saga: SagaProgram = {
      start: start && this.#handler(start.node, start.node.message, this.#context),
      items,
      done: block(ending('done')),
      abort: block(ending('abort')),
      startSlot: this.#context.slots.of(start?.node ?? node),
      reasonSlot: this.#context.reasonSlot as number,
    };
    return { saga, handlers: this.#handlers };
  }

  #parallel(node: Parallel): ParallelProgram {
    const steps = node.steps.map((step) => this.#step(step, node.name.text));
    return { kind: 'parallel', name: node.name.text, steps, target: this.#target(node.target, this.#context), node };
  }

  #step(node: Step, parallel: string | undefined): StepProgram {
    const compensate = node.items.find((item): item is Compensate => item.kind === 'compensate');
    return {
      kind: 'step',
      name: node.name.text,
      block: this.#statements(node.items),
      waits: this.#waits(node.items),
      compensate: compensate && {
        block: this.#statements(compensate.items),
        waits: this.#waits(compensate.items),
        node: compensate,
      },
      parallel,
      node,
    };
  }

  #statements(items: readonly (Wait | Compensate | Statement)[]): SagaBlock {
    const statements = items.filter((item): item is Statement => !NO_STATEMENTS.has(item.kind));
    return blockOf(compileStatements(statements, this.#context));
  }

  #waits(items: readonly (Wait | Compensate | Statement)[]): Waits {
    const replies: Reply[] = [];
    const timeouts: Timeout[] = [];
    let rejected: Rejected | undefined;
    for (const item of items) {
      if (item.kind === 'waitAfter') {
        const target = item.target && this.#target(item.target, this.#context);
        timeouts.push({ delay: item.delay?.milliseconds ?? 0, retries: item.retry?.value ?? 0, target });
      } else if (item.kind === 'waitOn') {
        if (item.message) replies.push(...this.#reply(item, item.message));
        else rejected ??= this.#rejected(item);
      }
    }
    return { replies, rejected, timeouts };
  }

  #reply(node: WaitOn, message: Reference): Reply[] {
    const handler = this.#handler(node, message, this.#inReply);
    if (!handler) return [];
    return [
      { handler, block: this.#block(node.block, this.#inReply), target: this.#target(node.target, this.#inReply) },
    ];
  }

  #rejected(node: WaitOn): Rejected {
    const guard = node.when && compileExpression(node.when, this.#context);
    return {
      node,
      slot: node.as && this.#context.slots.of(node.as),
      block: this.#block(node.block, this.#context),
      guard: guard && ((frame) => guard(frame) === true),
      target: this.#target(node.target, this.#context),
    };
  }

  #handler(node: Start | WaitOn, reference: Reference, context: Context): HandlerProgram | undefined {
    const entity = this.#project.resolveMessage(reference, this.#info.file).entity;
    if (!entity?.version) return undefined;
    const info: HandlerInfo<HandlerNode> = {
      node,
      message: entity.key,
      messageName: entity.qualifiedName,
      major: entity.version.major,
      by: undefined,
      emits: [],
    };
    const guard = node.when && compileExpression(node.when, context);
    const handler = {
      info,
      guard: guard && ((frame: Parameters<typeof guard>[0]) => guard(frame) === true),
      run: undefined,
      pausing: undefined,
    };
    this.#handlers.push(handler);
    return handler;
  }

  #block(block: Block | undefined, context: Context): SagaBlock | undefined {
    return block && blockOf(compileBlock(block, context));
  }

  #target(node: TargetNode | undefined, context: Context): Target {
    if (node?.kind === 'abortTarget') return { kind: 'abort', reason: compileExpression(node.reason, context) };
    const name = node?.name.text;
    switch (name) {
      case 'done':
      case 'joined':
      case 'compensated':
        return { kind: name };
      default: {
        const names = this.#info.node.items.flatMap((item) =>
          item.kind === 'step' || item.kind === 'parallel' ? [item.name.text] : [],
        );
        return name !== undefined && names.includes(name) ? { kind: 'item', name } : { kind: 'nowhere' };
      }
    }
  }
}

function blockOf(codes: readonly Code[]): SagaBlock {
  return { run: runner(codes), pausing: (frame) => pausing(codes, frame) };
}

/** What the slot of `reason` is found under. */
const REASON = { reason: true };
const NO_STATEMENTS: ReadonlySet<string> = new Set(['waitOn', 'waitAfter', 'compensate']);
