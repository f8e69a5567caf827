import type { FieldPath, HandlerInfo, PartInfo, SagaInfo } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { PINNED_FACT } from '../../model/references.ts';
import type { Apply, Compensate, Handle, On, Span, Statement, Step, Wait, WaitOn } from '../../syntax/tree.ts';
import { BodyReads } from './bodyReads.ts';
import { distinct, type FieldRead, type Site } from './fieldReads.ts';

/** What a part reads, by the keys of the versions that it names. */
export type Reads = ReadonlyMap<string, readonly FieldRead[]>;

/** What the bodies of a part read, with the keys by which messages come to it and are remembered. */
export function readsOfPart(project: Project, part: PartInfo): Reads {
  const found = new PartReads(project, part);
  switch (part.kind) {
    case 'choreography':
      found.contract();
      break;
    case 'saga':
      found.saga(part);
      break;
    case 'aggregate':
      for (const handler of [...part.handlers, ...part.applies]) found.handler(handler, part.by);
      break;
    default:
      for (const handler of part.handlers) found.handler(handler, handler.by ?? part.by, part.idempotent?.by);
  }
  return new Map([...found.reads].map(([key, reads]) => [key, distinct(reads)]));
}

class PartReads {
  readonly reads = new Map<string, FieldRead[]>();
  readonly #project: Project;
  readonly #part: PartInfo;
  readonly #bodies: BodyReads;
  #site: Site | undefined = undefined;

  constructor(project: Project, part: PartInfo) {
    this.#project = project;
    this.#part = part;
    const { bindings } = project.analysis(part.file.uri);
    this.#bodies = new BodyReads(project, bindings, ({ message, path }, deep, at) =>
      this.#add(message, path, at, deep),
    );
  }

  /** Without a body it is TypeScript that reads, whatever it likes. */
  handler({ node, message }: HandlerInfo<On | Handle | Apply>, ...keys: readonly (FieldPath | undefined)[]): void {
    for (const key of keys) if (key) this.#add(message, key, node.message);
    if (!this.reads.has(message)) this.reads.set(message, []);
    if (node.kind === 'on' && node.when) this.#bodies.whole(node.when);
    if (node.block) this.#bodies.block(node.block);
    else this.#add(message, [], node.message);
  }

  saga({ node, start }: SagaInfo): void {
    if (start) {
      this.#key(start.message, start.node.message);
      this.#at({ kind: 'start' }, () => start.node.when && this.#bodies.whole(start.node.when));
    }
    for (const item of node.items) {
      if (item.kind === 'step') this.#step(item);
      else if (item.kind === 'parallel') for (const step of item.steps) this.#step(step);
      else if (item.kind === 'ending') this.#at({ kind: item.outcome }, () => this.#bodies.block(item.block));
    }
  }

  /** A choreography is followed by its key alone, in every version. */
  contract(): void {
    for (const { message, node } of this.#project.usageOf(this.#part.entity).uses)
      for (const { key } of this.#project.message(message)?.versions ?? []) this.#key(key, node);
  }

  #step(step: Step): void {
    const name = step.name.text;
    for (const item of step.items) {
      if (item.kind === 'compensate') this.#items(item.items, { kind: 'compensation', step: name });
      else this.#items([item], { kind: 'step', step: name });
    }
  }

  #items(items: readonly (Wait | Statement)[] | Compensate['items'], site: Site & { readonly step: string }): void {
    this.#at(site, () => {
      for (const item of items) {
        if (item.kind === 'waitOn') this.#wait(item);
        else if (item.kind === 'waitAfter') this.#target(item);
        else this.#bodies.statement(item);
      }
    });
  }

  #wait(node: WaitOn): void {
    const entity = node.message && this.#project.resolveMessage(node.message, this.#part.file, PINNED_FACT).entity;
    if (entity && node.message) this.#key(entity.key, node.message);
    if (node.when) this.#bodies.whole(node.when);
    this.#bodies.block(node.block);
    this.#target(node);
  }

  #target({ target }: Wait): void {
    if (target?.kind === 'abortTarget') this.#bodies.whole(target.reason);
  }

  #at(site: Site, read: () => void): void {
    const before = this.#site;
    this.#site = site;
    read();
    this.#site = before;
  }

  #key(message: string, at: Span): void {
    const { by } = this.#part;
    if (by) this.#at({ kind: 'key' }, () => this.#add(message, by, at));
    else if (!this.reads.has(message)) this.reads.set(message, []);
  }

  #add(message: string, path: FieldPath, at: Span, deep = true): void {
    const read = { path, deep, at, uri: this.#part.file.uri, site: this.#site };
    const known = this.reads.get(message);
    if (known) known.push(read);
    else this.reads.set(message, [read]);
  }
}
