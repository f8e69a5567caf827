import type { SourceFile } from '../../language/model/entities.ts';
import type { Aggregate, Consumer, Node, Projection, Saga, Scenario } from '../../language/syntax/tree.ts';
import { walk } from '../../language/syntax/walk.ts';

/** What became of a breakpoint that a person asked for: a line from 0, or why nothing can stop there. */
export type Placed = { readonly line: number } | { readonly reason: string };

/** The lines that a person asked to stop at, by file; each moved to where a run can stand still. */
export class Breakpoints {
  readonly #lines = new Map<string, ReadonlySet<number>>();

  /** Replaces a file's breakpoints. @returns what became of each line asked for, in their order */
  set(file: SourceFile, asked: readonly number[]): Placed[] {
    const places = new StoppingPlaces(file);
    const placed = asked.map((line) => places.at(line));
    this.#lines.set(file.uri, new Set(placed.flatMap((one) => ('line' in one ? one.line : []))));
    return placed;
  }

  has(uri: string, line: number): boolean {
    return this.#lines.get(uri)?.has(line) ?? false;
  }
}

/** Lines of a node, from 0, the last one included. */
interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Where in a file a run can stand still. */
class StoppingPlaces {
  readonly #file: SourceFile;
  /** Parts that run, and scenarios: a breakpoint is not moved out of the one that it stands in. */
  readonly #running: Lines[] = [];
  readonly #contracts: Lines[] = [];
  /** Timeouts of sagas: no message comes there. */
  readonly #timeouts: Lines[] = [];
  /** First lines, in order. */
  readonly #stops: number[] = [];
  /** Statements and lines of a scenario that take several lines and have no other inside. */
  readonly #long: Lines[] = [];

  constructor(file: SourceFile) {
    this.#file = file;
    for (const { node } of file.entities) {
      if (PARTS.has(node.kind)) this.#addPart(node as Aggregate | Consumer | Projection | Saga);
      else if (node.kind === 'scenario') this.#addScenario(node);
      else if (node.kind === 'choreography') this.#contracts.push(this.#linesOf(node));
    }
    this.#stops.sort((a, b) => a - b);
  }

  at(line: number): Placed {
    if (this.#contracts.some((one) => covers(one, line)))
      return { reason: 'A choreography is a contract: nothing of it runs, so nothing stops here.' };
    if (this.#timeouts.some((one) => covers(one, line)) && !this.#stops.includes(line))
      return {
        reason:
          'Nothing stops at a timeout itself. It stops where the saga goes on: at a step, `compensate` or `abort`.',
      };
    const running = this.#running.find((one) => covers(one, line));
    const inside = this.#long.find((one) => covers(one, line));
    const stop = inside?.first ?? this.#stops.find((candidate) => candidate >= line);
    if (!running || stop === undefined || stop > running.last) return { reason: 'Nothing runs here.' };
    return { line: stop };
  }

  #addPart(part: Consumer | Aggregate | Projection | Saga): void {
    this.#running.push(this.#linesOf(part));
    walk(part, (node) => {
      if (BLOCKS.has(node.kind)) this.#stops.push(this.#linesOf(node).first);
      else if (STATEMENTS.has(node.kind)) this.#addWhole(node);
      else if (node.kind === 'waitAfter') this.#timeouts.push(this.#linesOf(node));
    });
  }

  #addScenario(scenario: Scenario): void {
    this.#running.push(this.#linesOf(scenario));
    for (const line of scenario.lines) this.#addWhole(line);
  }

  #addWhole(node: Node): void {
    const lines = this.#linesOf(node);
    this.#stops.push(lines.first);
    if (lines.last > lines.first) this.#long.push(lines);
  }

  #linesOf({ start, end }: Node): Lines {
    const { lines } = this.#file;
    return { first: lines.position(start).line, last: lines.position(end).line };
  }
}

const PARTS: ReadonlySet<string> = new Set(['consumer', 'aggregate', 'projection', 'saga']);
const BLOCKS: ReadonlySet<string> = new Set([
  'on',
  'handle',
  'apply',
  'start',
  'step',
  'waitOn',
  'compensate',
  'if',
  'for',
  'either',
]);
const STATEMENTS: ReadonlySet<string> = new Set([
  'let',
  'emit',
  'require',
  'reject',
  'fail',
  'deadLetter',
  'remove',
  'assign',
]);

function covers({ first, last }: Lines, line: number): boolean {
  return first <= line && line <= last;
}
