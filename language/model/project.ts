import { batch, computed, effect, signal } from '@preact/signals-core';
import type { QualifiedName, Reference, Topic, TypeNode } from '../syntax/tree.ts';
import { type Analysis, analyse } from './analysis.ts';
import type { Baseline } from './baseline.ts';
import { checkDeclaration } from './checkDeclaration.ts';
import { DEFAULT_CONFIG, type ProjectConfig } from './config.ts';
import { type Needs, needsOf, sameNeeds } from './declarations/endless.ts';
import { withDefaults } from './defaults.ts';
import type { Entity, SourceFile } from './entities.ts';
import type { ConsumerInfo, Message, MessageUse, MessageVersion, PartInfo, TopicInfo } from './meaning.ts';
import { messageOf, messageVersionOf } from './messages.ts';
import { NameIndex, type Scope, wholeNamesOf } from './nameIndex.ts';
import { deadLetterTo, partOf } from './parts.ts';
import { type Expectation, PINNED_MESSAGE, TYPE } from './references.ts';
import { fittingNamesIn, type Resolution, resolveReference, visibleNamesIn } from './resolve.ts';
import { dotted, readSource } from './sourceFile.ts';
import { Findings, type Structure, structureOf, TypeReader } from './structure.ts';
import { implicitTopicOf, publishedTo, topicOf } from './topics.ts';
import { memo, memoByKey, sameItems, TrackedMap } from './tracked.ts';
import type { EnumType, RecordType, Type, UnionType, ValueType } from './types.ts';
import { sameUses, type Usage, usageOf } from './usage.ts';

export type { Analysis } from './analysis.ts';

/** A shape with its defaults, and what was found out about it. */
export type Shape = RecordType | EnumType | UnionType;

/**
 * The meaning of a project's files. Everything but the files' texts is computed when it is asked for and kept until
 * something that it was made of changes; who asks from inside `watch` is told.
 */
export class Project {
  readonly #files = new TrackedMap<SourceFile>();
  readonly #uris = signal<ReadonlySet<string>>(new Set());
  readonly #sortedUris = computed(() => [...this.#uris.value].sort());
  readonly #config = signal<ProjectConfig>(DEFAULT_CONFIG);
  readonly #baselines = signal<readonly Baseline[]>([]);
  readonly #index = new NameIndex();

  readonly #structures = memo((entity: Entity) => structureOf(this, entity));
  readonly #shapes = memo((entity: Entity) => this.#shape(entity));
  readonly #states = memo((entity: Entity) => this.#state(entity));
  readonly #usages = memo((entity: Entity) => usageOf(this, entity));
  readonly #checked = memo((entity: Entity) => checkDeclaration(this, entity));
  readonly #versions = memo((entity: Entity) => messageVersionOf(this, entity));
  readonly #parts = memo((entity: Entity) => partOf(this, entity));
  readonly #topics = memo((entity: Entity) => topicOf(this, entity as Entity<Topic>));
  readonly #namesIn = memoByKey((namespace) => new Set([...this.#index.inNamespace(namespace)].sort()));
  readonly #needs = memoByKey((key) => this.#needsOf(key), sameNeeds);
  readonly #messages = memoByKey((name) => messageOf(this, name));
  readonly #implicitTopics = memoByKey((name) => this.#implicitTopic(name));
  readonly #topicsOf = memoByKey((name) => this.#carriers(name), sameItems);
  readonly #givingUpTo = memoByKey((topic) => this.#consumersGivingUpTo(topic), sameItems);
  readonly #usesIn = memoByKey((uri) => this.#usesByMessage(uri));
  readonly #uses = memoByKey((name) => this.#allUses(name), sameUses);
  readonly #fittingNames = memo((expected: Expectation) =>
    memoByKey((namespace) => fittingNamesIn(this, namespace, expected), sameItems),
  );
  readonly #visibleNames = memo((expected: Expectation) =>
    memoByKey((uri) => visibleNamesIn(this, expected, uri), sameItems),
  );
  readonly #analyses = memoByKey((uri) => analyse(this, uri));

  /** Adds a file or gives it a new text. The same text changes nothing. */
  setFile(uri: string, text: string): void {
    const before = this.#files.peek(uri);
    if (before?.text === text) return;
    const file = readSource(uri, text, before);
    batch(() => {
      this.#index.update(uri, before, file);
      this.#files.set(uri, file);
      if (!before) this.#uris.value = new Set(this.#uris.peek()).add(uri);
    });
  }

  removeFile(uri: string): void {
    const before = this.#files.peek(uri);
    if (!before) return;
    batch(() => {
      this.#index.update(uri, before, undefined);
      this.#files.set(uri, undefined);
      const uris = new Set(this.#uris.peek());
      uris.delete(uri);
      this.#uris.value = uris;
    });
  }

  /** Several changes, of which watchers are told once. */
  batch(change: () => void): void {
    batch(change);
  }

  configure(config: ProjectConfig): void {
    this.#config.value = config;
  }

  get config(): ProjectConfig {
    return this.#config.value;
  }

  /** Sets what has been published. The projects of baselines do not change; a new baseline is a new project. */
  compareWith(baselines: readonly Baseline[]): void {
    this.#baselines.value = baselines;
  }

  /** What this project is compared with. */
  get baselines(): readonly Baseline[] {
    return this.#baselines.value;
  }

  /** Sorted. */
  get uris(): readonly string[] {
    return this.#sortedUris.value;
  }

  file(uri: string): SourceFile | undefined {
    return this.#files.get(uri);
  }

  /** All versions of a whole name, oldest first, duplicates included. */
  declared(qualifiedName: string): readonly Entity[] {
    return this.#index.declared(qualifiedName);
  }

  /** The first declaration with a key, `shop.OrderCreated@1.0` or `shop.orders`. */
  entity(key: string): Entity | undefined {
    const version = /@\d+\.\d+$/.exec(key);
    return this.declared(version ? key.slice(0, version.index) : key).find((entity) => entity.key === key);
  }

  /** Everything that is declared, in order of uri and place. It reads every file: not for each keystroke. */
  entities(): readonly Entity[] {
    return this.uris.flatMap((uri) => this.file(uri)?.entities ?? []);
  }

  /** Short names in a namespace of what may stand where something is expected. */
  fittingNames(namespace: string, expected: Expectation): readonly string[] {
    return this.#fittingNames(expected)(namespace);
  }

  /** Short names in a file of what may stand where something is expected. */
  visibleNames(uri: string, expected: Expectation): readonly string[] {
    return this.#visibleNames(expected)(uri);
  }

  scope(uri: string): Scope {
    return this.#index.scope(uri);
  }

  /** Whole names in a namespace, the empty one included, sorted. */
  namesIn(namespace: string): ReadonlySet<string> {
    return this.#namesIn(namespace);
  }

  /** Every namespace that something is declared in, sorted. */
  namespaces(): readonly string[] {
    return this.#index.namespaces();
  }

  /** Whole names that end in a name, over all namespaces. */
  wholeNames(name: string): ReadonlySet<string> {
    return this.#index.wholeNames(name);
  }

  /** What a name means in a file: same namespace, then `use`, then whole name; all its versions, oldest first. */
  resolveName(name: QualifiedName | string, from: SourceFile): readonly Entity[] {
    return this.resolveIn(typeof name === 'string' ? name : dotted(name), from.uri);
  }

  resolveIn(name: string, uri: string): readonly Entity[] {
    for (const whole of wholeNamesOf(name, this.scope(uri))) {
      const found = this.declared(whole);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The version of a message that a reference means; left to itself, a bare name of several majors is a problem. */
  resolveMessage(reference: Reference, from: SourceFile, expected: Expectation = PINNED_MESSAGE): Resolution {
    return resolveReference(this, reference, expected, from.uri);
  }

  resolveType(reference: Reference, from: SourceFile): Resolution {
    return resolveReference(this, reference, TYPE, from.uri);
  }

  /** The type that a node says, without a word about what is wrong with it. */
  typeOf(node: TypeNode, from: SourceFile): ValueType {
    return new TypeReader(this, from.uri, new Findings()).type(node);
  }

  /** The shape of a record, enum, union or message version, by key. */
  shape(key: string): Shape | undefined {
    const entity = this.entity(key);
    return entity && this.shapeOf(entity)?.shape;
  }

  /** As `shape`, of a declaration that may be a duplicate, with what was found out about it. */
  shapeOf(entity: Entity): Structure<Shape> | undefined {
    return this.#shapes(entity);
  }

  /** As `shape`, without the values of defaults: shapes are made from structures, structures from names alone. */
  structure(key: string): Shape | undefined {
    const entity = this.entity(key);
    return entity && this.structureOf(entity)?.shape;
  }

  structureOf(entity: Entity): Structure<Shape> | undefined {
    return this.#structures(entity);
  }

  /** The declarations that a value of one cannot do without. */
  needs(key: string): Needs {
    return this.#needs(key);
  }

  /** Follows `declared`; what is not there is `unknown`. A function of its own, to be handed on. */
  readonly dereference = (type: Type): Type => {
    return type.kind === 'declared' ? (this.shape(type.key) ?? { kind: 'unknown' }) : type;
  };

  message(qualifiedName: string): Message | undefined {
    return this.#messages(qualifiedName);
  }

  messageVersion(key: string): MessageVersion | undefined {
    const entity = this.entity(key);
    return entity && this.versionOf(entity);
  }

  versionOf(entity: Entity): MessageVersion | undefined {
    return this.#versions(entity);
  }

  part(key: string): PartInfo | undefined {
    const entity = this.entity(key);
    return entity && this.partOf(entity);
  }

  partOf(entity: Entity): PartInfo | undefined {
    return this.#parts(entity);
  }

  /** The state's fields of a consumer, aggregate, projection or saga; undefined where it has none. */
  stateOf(entity: Entity): RecordType | undefined {
    return this.#states(entity)?.shape;
  }

  stateFindings(entity: Entity): Findings | undefined {
    return this.#states(entity)?.findings;
  }

  /** A written topic, or the implicit one of a message that no written one carries. */
  topic(key: string): TopicInfo | undefined {
    const entity = this.entity(key);
    return entity?.kind === 'topic' ? this.#topics(entity) : this.#implicitTopics(key);
  }

  /** The topics that a message is published to, written ones in order of their keys; the implicit one where none is written. */
  topicsOf(messageName: string): readonly TopicInfo[] {
    return this.#topicsOf(messageName);
  }

  /** The consumers whose dead letters go to a topic, in order of uri and place. */
  givingUpTo(topicKey: string): readonly Entity[] {
    return this.#givingUpTo(topicKey);
  }

  /** The consumers that name a topic after `on`, in order of uri and place. */
  readersNaming(topicKey: string): ConsumerInfo[] {
    return this.#mentioning(topicKey).flatMap((entity) => {
      const part = entity.kind === 'consumer' ? this.partOf(entity) : undefined;
      return part?.kind === 'consumer' && part.topics.includes(topicKey) ? [part] : [];
    });
  }

  /** Everything across the files that has to do with a message, in order of uri and place. */
  uses(messageName: string): readonly MessageUse[] {
    return this.#uses(messageName);
  }

  /** What a declaration says about messages. */
  usageOf(entity: Entity): Usage {
    return this.#usages(entity);
  }

  /** What is wrong with a declaration, bodies left aside. */
  checked(entity: Entity): Findings {
    return this.#checked(entity);
  }

  /** Names, types and bodies of a file. The same object until something that it depends on has changed. */
  analysis(uri: string): Analysis {
    return this.#analyses(uri);
  }

  /**
   * Runs `compute` now, and again whenever something that it read has changed.
   * @returns stops it
   */
  watch(compute: () => void): () => void {
    return effect(() => {
      compute();
    });
  }

  #shape(entity: Entity): Structure<Shape> | undefined {
    const structure = this.#structures(entity);
    return structure && this.#completed(structure);
  }

  #state(entity: Entity): Structure<RecordType> | undefined {
    const { node } = entity;
    if (node.kind !== 'consumer' && node.kind !== 'aggregate' && node.kind !== 'projection' && node.kind !== 'saga')
      return undefined;
    const items: readonly { kind: string }[] = node.items;
    const state = items.find((item) => item.kind === 'state') as
      | { fields: Parameters<TypeReader['record']>[0] }
      | undefined;
    if (!state) return undefined;
    const findings = new Findings();
    const reader = new TypeReader(this, entity.file.uri, findings);
    return this.#completed({ shape: reader.record(state.fields, `the state of ${entity.name}`), findings });
  }

  #completed<S extends Shape>({ shape, findings }: Structure<S>): Structure<S> {
    const own = new Findings();
    own.add(findings);
    return { shape: withDefaults(this, shape, own), findings: own };
  }

  #needsOf(key: string): Needs {
    const entity = this.entity(key);
    return entity ? needsOf(this, entity) : [];
  }

  #implicitTopic(name: string): TopicInfo | undefined {
    const message = this.message(name);
    if (!message || message.messageKind === 'command') return undefined;
    return this.uses(name).some(({ role }) => role === 'carries') ? undefined : implicitTopicOf(message);
  }

  #carriers(name: string): readonly TopicInfo[] {
    const owners = this.uses(name).flatMap(({ role, owner }) =>
      role === 'carries' && owner !== undefined ? [owner] : [],
    );
    const keys = owners.length > 0 ? [...new Set(owners)].sort() : [name];
    return publishedTo(keys.flatMap((key) => this.topic(key) ?? []));
  }

  #consumersGivingUpTo(topic: string): Entity[] {
    return this.#mentioning(topic).filter((entity) => deadLetterTo(this, entity) === topic);
  }

  /** All that is declared in files in which a name may be meant. */
  #mentioning(name: string): Entity[] {
    const uris = [...this.#index.mentioning(name)].sort();
    return uris.flatMap((uri) => this.file(uri)?.entities ?? []);
  }

  #usesByMessage(uri: string): Map<string, MessageUse[]> {
    const byMessage = new Map<string, MessageUse[]>();
    for (const entity of this.file(uri)?.entities ?? []) {
      for (const use of this.usageOf(entity).uses) {
        const known = byMessage.get(use.message);
        if (known) known.push(use);
        else byMessage.set(use.message, [use]);
      }
    }
    return byMessage;
  }

  #allUses(messageName: string): MessageUse[] {
    const uris = [...this.#index.mentioning(messageName)].sort();
    return uris.flatMap((uri) => this.#usesIn(uri).get(messageName) ?? []);
  }
}
