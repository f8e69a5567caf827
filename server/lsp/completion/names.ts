import { CompletionItemKind } from 'vscode-languageserver';
import type { Entity } from '../../../language/model/entities.ts';
import type { Project } from '../../../language/model/project.ts';
import type { MessageKind } from '../../../language/syntax/tree.ts';
import type { Context } from './context.ts';
import type { Suggestion } from './suggestion.ts';

/** What a place asks for. */
export type Wanted = 'message' | 'event' | 'command' | 'type' | 'topic' | 'part';

/** Words that ask for a name, by what they ask for. */
const ASKING: Record<Wanted, readonly string[]> = {
  message: ['on', 'ignore', 'carries', 'publishes', 'then', 'never', 'given', 'duplicate', 'drop', 'reorder', 'every', 'compensates', 'stub'],
  event: ['emit', 'emits', 'apply'],
  command: ['handle', 'send'],
  type: [],
  topic: ['to', 'redrive'],
  part: ['crash', 'disconnect', 'lag', 'rebuild', 'replay', 'resume'],
};

/** What kind of name is expected at the cursor, undefined where none is. */
export function wantedAt({ before, container, itemStart }: Context): Wanted | undefined {
  const previous = before[0] ?? '';
  if (isTypePlace(before, container)) return 'type';
  if (container === 'scenario' && previous === 'when') return 'message';
  if (container === 'choreography' && (itemStart || previous === '->' || previous === '|')) return 'message';
  if (container === 'file' || container === 'service') if (previous === 'on' && isConsumerHead(before)) return 'topic';
  const asked = (Object.keys(ASKING) as Wanted[]).find((wanted) => ASKING[wanted].includes(previous));
  if (asked) return asked;
  return previous === ',' || previous === '|' ? listed(before) : undefined;
}

function isTypePlace(before: readonly string[], container: string): boolean {
  if (before[0] === '<' && before[1] === 'map') return true;
  if (before[0] !== ':') return false;
  return ['record', 'message', 'recordType', 'union', 'state'].includes(container);
}

function isConsumerHead(before: readonly string[]): boolean {
  return before.slice(1, 6).includes('consumer');
}

/** In `carries A, ` or `emits A | ` what the list's first word asks for. */
function listed(before: readonly string[]): Wanted | undefined {
  for (const word of before) {
    if (/^[,|.@\w`]+$/.test(word)) {
      const asked = (['message', 'event'] as const).find((wanted) => ASKING[wanted].includes(word));
      if (asked) return asked;
    } else if (!word.startsWith('@')) return undefined;
  }
  return undefined;
}

const BUILT_IN_TYPES = [
  'string', 'boolean', 'int', 'long', 'double', 'decimal', 'uuid', 'date', 'time', 'timestamp', 'duration', 'uri', 'email', 'bytes', 'json',
];

export function namesFor(project: Project, wanted: Wanted): Suggestion[] {
  const declared = newestOfEach(project.entities().filter((entity) => isWanted(entity, wanted))).map(suggestionOf);
  if (wanted !== 'type') return declared;
  const builtIn = BUILT_IN_TYPES.map((label) => ({ label, kind: CompletionItemKind.Keyword, detail: 'built-in type' }));
  const brackets = { label: 'map', kind: CompletionItemKind.Keyword, detail: 'built-in type', insert: 'map<$1>' };
  return [...builtIn, brackets, ...declared];
}

function isWanted(entity: Entity, wanted: Wanted): boolean {
  const message = entity.node.kind === 'message' ? entity.node.messageKind : undefined;
  switch (wanted) {
    case 'message':
      return message !== undefined;
    case 'event':
      return message === 'event' || message === 'document';
    case 'command':
      return message === 'command';
    case 'type':
      return entity.kind === 'record' || entity.kind === 'enum' || entity.kind === 'union';
    case 'topic':
      return entity.kind === 'topic';
    case 'part':
      return ['consumer', 'aggregate', 'projection', 'saga', 'choreography'].includes(entity.kind);
  }
}

/** One suggestion for all versions of a name; where there are several majors, the newest is pinned. */
function newestOfEach(entities: readonly Entity[]): Entity[] {
  const newest = new Map<string, Entity>();
  for (const entity of entities) {
    const known = newest.get(entity.qualifiedName);
    if (!known || isNewer(entity, known)) newest.set(entity.qualifiedName, entity);
  }
  return [...newest.values()];
}

function isNewer({ version: a }: Entity, { version: b }: Entity): boolean {
  if (!a || !b) return false;
  return a.major > b.major || (a.major === b.major && a.minor > b.minor);
}

const KINDS: Record<Entity['kind'], CompletionItemKind> = {
  message: CompletionItemKind.Event,
  record: CompletionItemKind.Struct,
  enum: CompletionItemKind.Enum,
  union: CompletionItemKind.Interface,
  topic: CompletionItemKind.Module,
  service: CompletionItemKind.Module,
  consumer: CompletionItemKind.Class,
  aggregate: CompletionItemKind.Class,
  projection: CompletionItemKind.Class,
  saga: CompletionItemKind.Class,
  choreography: CompletionItemKind.Class,
  scenario: CompletionItemKind.Function,
};

function suggestionOf(entity: Entity): Suggestion {
  const kind: MessageKind | Entity['kind'] = entity.node.kind === 'message' ? entity.node.messageKind : entity.kind;
  const pinned = entity.kind === 'message' && entity.version && entity.version.major > 1 ? `@${entity.version.major}` : '';
  const namespace = entity.file.namespace;
  return {
    label: entity.name + pinned,
    kind: KINDS[entity.kind],
    detail: namespace ? `${kind} of ${namespace}` : kind,
    entity,
  };
}
