import type { Declaration, MessageKind, Node, QualifiedName, Reference } from '../syntax/tree.ts';
import { children } from '../syntax/walk.ts';
import type { Entity, SourceFile } from './entities.ts';
import type { MessageUse } from './meaning.ts';
import { dotted } from './sourceFile.ts';

export type PartKind = 'consumer' | 'aggregate' | 'projection' | 'saga' | 'choreography';

/** What a reference may stand for, as its place in the tree says. */
export interface Expectation {
  /** In words: "an event". */
  readonly words: string;
  readonly kinds: readonly Entity['kind'][];
  /** Where it is a message: of which kinds. */
  readonly messageKinds: readonly MessageKind[];
  /**
   * `pinned`: a message, which from the second major on must say which one. `any`: a message in all its versions, or
   * the one named. `exact`: a type, which must be named exactly where it has several versions. `none`: it has no versions.
   */
  readonly version: 'pinned' | 'any' | 'exact' | 'none';
}

/** A reference in a declaration, with what may stand there and what it says about a message. */
export interface FoundReference {
  readonly node: Reference | QualifiedName;
  readonly expected: Expectation;
  /** What is done with the message; undefined where the reference is no message. */
  readonly role: MessageUse['role'] | undefined;
}

const ALL: readonly MessageKind[] = ['event', 'command', 'document'];
const FACTS: readonly MessageKind[] = ['event', 'document'];

function messages(words: string, messageKinds: readonly MessageKind[], version: Expectation['version']): Expectation {
  return { words, kinds: ['message'], messageKinds, version };
}

export const ANY_MESSAGE = messages('an event, command or document', ALL, 'any');
export const PINNED_MESSAGE = messages('an event, command or document', ALL, 'pinned');
export const ANY_FACT = messages('an event or document', FACTS, 'any');
export const PINNED_FACT = messages('an event or document', FACTS, 'pinned');
export const COMMAND = messages('a command', ['command'], 'pinned');
export const EVENT = messages('an event', ['event'], 'pinned');
export const TYPE: Expectation = {
  words: 'a type',
  kinds: ['record', 'enum', 'union', 'message'],
  messageKinds: ALL,
  version: 'exact',
};
export const TOPIC: Expectation = { words: 'a topic', kinds: ['topic'], messageKinds: [], version: 'none' };

function part(words: string, kinds: readonly PartKind[]): Expectation {
  return { words, kinds, messageKinds: [], version: 'none' };
}

const CONSUMING_PART = part('a consumer, aggregate, projection or saga', [
  'consumer',
  'aggregate',
  'projection',
  'saga',
]);

const cache = new WeakMap<Declaration, readonly FoundReference[]>();

/** Every reference in a declaration but for the parts inside a service, which are declarations themselves. */
export function referencesIn(declaration: Declaration): readonly FoundReference[] {
  let found = cache.get(declaration);
  if (!found) {
    found = collect(declaration);
    cache.set(declaration, found);
  }
  return found;
}

/** How the messages that a file refers to are written in it, without versions, and the topics that its consumers name. */
export function mentionsOf(file: SourceFile): Set<string> {
  const names = new Set<string>();
  for (const { node } of file.entities) {
    if (node.kind === 'consumer') {
      for (const topic of node.topics) names.add(dotted(topic));
      for (const item of node.items) if (item.kind === 'deadLetterTo') names.add(dotted(item.topic));
    }
    for (const { node: reference, role } of referencesIn(node)) {
      if (role && reference.kind === 'reference') names.add(dotted(reference.name));
    }
  }
  names.delete('');
  return names;
}

function collect(declaration: Declaration): FoundReference[] {
  const found: FoundReference[] = [];
  const pending: Node[] = [declaration];
  for (let node = pending.pop(); node; node = pending.pop()) {
    found.push(...referencesAt(node, declaration));
    const below = children(node);
    for (let i = below.length - 1; i >= 0; i--) {
      const child = below[i]!;
      const isPartOfService = declaration.kind === 'service' && node === declaration && child.kind !== 'publishes';
      if (!isPartOfService) pending.push(child);
    }
  }
  return found;
}

/** The references that a node itself holds. */
function referencesAt(node: Node, declaration: Declaration): FoundReference[] {
  switch (node.kind) {
    case 'namedType':
      return [{ node: node.reference, expected: TYPE, role: undefined }];
    case 'carried':
      return [{ node: node.message, expected: ANY_FACT, role: 'carries' }];
    case 'publishes':
      return all(node.messages, PINNED_MESSAGE, 'publishes');
    case 'consumer':
      return node.topics.map((topic) => ({ node: topic, expected: TOPIC, role: undefined }));
    case 'deadLetterTo':
    case 'redrive':
      return [{ node: node.topic, expected: TOPIC, role: undefined }];
    case 'on': {
      const expected = declaration.kind === 'projection' ? PINNED_FACT : PINNED_MESSAGE;
      return [{ node: node.message, expected, role: 'consumes' }, ...all(node.emits, PINNED_MESSAGE, 'emits')];
    }
    case 'ignore':
      return all(node.messages, ANY_MESSAGE, 'ignores');
    case 'handle':
      return [{ node: node.message, expected: COMMAND, role: 'handles' }, ...all(node.emits, PINNED_MESSAGE, 'emits')];
    case 'apply':
      return [{ node: node.message, expected: EVENT, role: 'applies' }];
    case 'emit': {
      const message =
        node.verb === 'send'
          ? ({ node: node.message, expected: COMMAND, role: 'sends' } as const)
          : ({ node: node.message, expected: PINNED_FACT, role: 'emits' } as const);
      return node.topic ? [message, { node: node.topic, expected: TOPIC, role: undefined }] : [message];
    }
    case 'start':
      return [{ node: node.message, expected: PINNED_FACT, role: 'consumes' }];
    case 'waitOn':
      return node.message ? [{ node: node.message, expected: PINNED_FACT, role: 'waits' }] : [];
    case 'choreographyStart':
      return all([node.message], ANY_MESSAGE, 'contract');
    case 'choreographyEnd':
      return all(node.messages, ANY_MESSAGE, 'contract');
    case 'arrow':
      return all(
        node.compensates ? [node.from, ...node.to, node.compensates] : [node.from, ...node.to],
        ANY_MESSAGE,
        'contract',
      );
    default:
      return scenarioReferencesAt(node, declaration);
  }
}

function all(nodes: readonly Reference[], expected: Expectation, role: MessageUse['role']): FoundReference[] {
  return nodes.map((node) => ({ node, expected, role }));
}

function scenarioReferencesAt(node: Node, declaration: Declaration): FoundReference[] {
  if (declaration.kind !== 'scenario') return [];
  switch (node.kind) {
    case 'givenMessage':
      return all([node.sample.message], PINNED_FACT, 'scenario');
    case 'when':
      return all([node.sample.message], PINNED_MESSAGE, 'scenario');
    case 'then':
    case 'never':
      return all([node.sample.message], ANY_MESSAGE, 'scenario');
    case 'stub': {
      const answers = node.answers.flatMap((answer) => (answer.kind === 'sample' ? [answer.message] : []));
      const message = all([node.message], ANY_MESSAGE, 'scenario');
      const stubbed = node.part ? [{ node: node.part, expected: CONSUMING_PART, role: undefined }] : [];
      return [...stubbed, ...message, ...all(answers, PINNED_MESSAGE, 'scenario')];
    }
    case 'messageFault':
      return all([node.message], ANY_MESSAGE, 'scenario');
    case 'crashFault':
    case 'disconnectFault':
      return [{ node: node.part, expected: CONSUMING_PART, role: undefined }];
    case 'lagFault':
      return [
        { node: node.part, expected: part('a consumer or projection', ['consumer', 'projection']), role: undefined },
      ];
    case 'replay':
      return [{ node: node.part, expected: part('a consumer', ['consumer']), role: undefined }];
    case 'rebuild':
      return [{ node: node.part, expected: part('a projection', ['projection']), role: undefined }];
    case 'resume':
      return [{ node: node.part, expected: part('a saga', ['saga']), role: undefined }];
    default:
      return [];
  }
}
