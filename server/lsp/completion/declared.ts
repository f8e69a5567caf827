import { CompletionItemKind } from 'vscode-languageserver';
import type { Project } from '../../../language/model/project.ts';
import type { RecordType, Type } from '../../../language/model/types.ts';
import type { Node } from '../../../language/syntax/tree.ts';
import { walk } from '../../../language/syntax/walk.ts';
import type { Context } from './context.ts';
import {
  fieldSuggestions,
  keywordSuggestions,
  plain,
  type Suggestion,
  symbolSuggestions,
  written,
} from './suggestion.ts';

/** Names that other places of the same declaration, or what it refers to, give. */

/** What `otherwise` may name. */
export function otherwiseSymbols(_project: Project, { pathBefore: path }: Context): Suggestion[] {
  const node = path.findLast((candidate) => candidate.kind === 'enum' || candidate.kind === 'union');
  if (!node) return [];
  const named = node.kind === 'enum' ? node.symbols : node.cases;
  return symbolSuggestions(
    named.map(({ name }) => name.text),
    node.kind,
  );
}

/** What `was` may name: fields that other versions have and this one has not. */
export function olderNames(project: Project, { file, pathBefore: path }: Context): Suggestion[] {
  const own = file.entities.find(({ node }) => path.includes(node));
  if (!own) return [];
  const shapeOf = (key: string) => recordOf(project, { kind: 'declared', key })?.fields.map(({ name }) => name) ?? [];
  const here = new Set(shapeOf(own.key));
  const others = project.declared(own.qualifiedName).filter(({ key }) => key !== own.key);
  return fieldSuggestions(
    others.flatMap(({ key }) => shapeOf(key)).filter((name) => !here.has(name)),
    `of another version of ${own.name}`,
  );
}

/** Fields that an `upcast` does not give yet. */
export function upcastFields(project: Project, { file, pathBefore: path }: Context): Suggestion[] {
  const upcast = path.findLast((node) => node.kind === 'upcast');
  const own = file.entities.find(({ node }) => path.includes(node));
  if (!upcast || !own) return [];
  const given = new Set(upcast.fields.map(({ name }) => name.text));
  const fields = recordOf(project, { kind: 'declared', key: own.key })?.fields ?? [];
  return fields.flatMap(({ name }) =>
    given.has(name)
      ? []
      : [{ label: written(name), kind: CompletionItemKind.Field, insert: `${plain(written(name))}: $0` }],
  );
}

/** Where a `->` of a saga may lead. */
export function targets(_project: Project, { pathBefore: path, wordStart }: Context): Suggestion[] {
  if (path.some(({ kind }) => kind === 'compensate')) return keywordSuggestions(['compensated']);
  const saga = path.find((node) => node.kind === 'saga');
  if (!saga) return [];
  const own = path.findLast((node) => node.kind === 'step' || node.kind === 'parallel');
  const isJoining = own?.kind === 'step' && wordStart <= own.end && path.some(({ kind }) => kind === 'parallel');
  if (isJoining) return keywordSuggestions(['joined']);
  const steps = saga.items.flatMap((item) =>
    (item.kind === 'step' || item.kind === 'parallel') && item !== own ? [item] : [],
  );
  const named = steps.map(({ name, kind }) => ({
    label: written(name.text),
    kind: CompletionItemKind.Function,
    detail: kind,
    isLikely: true,
  }));
  return [...named.filter(({ label }) => label !== '``'), ...keywordSuggestions(['done'])];
}

/** Fields that a `key` or `by` may name: of the messages that it speaks of, of the state where rows are ordered. */
export function pathFields(project: Project, context: Context): Suggestion[] {
  const { before, pathBefore: path, file } = context;
  const types = keyedTypes(project, context);
  const steps: string[] = [];
  for (let at = 0; before[at] === '.'; at += 2) steps.unshift(before[at + 1]!.replaceAll('`', ''));
  const records = types.flatMap(
    (type) =>
      steps.reduce<RecordType | undefined>((record, step) => fieldOf(project, record, step), recordOf(project, type)) ??
      [],
  );
  const isEvery = path.some(({ kind }) => kind === 'topic') && records.length > 1;
  const names = records.map(({ fields }) => fields.map(({ name }) => name));
  const inAll = names[0]?.filter((name) => names.every((others) => others.includes(name))) ?? [];
  const found = isEvery && inAll.length > 0 ? inAll : names.flat();
  return fieldSuggestions(
    found,
    `of ${file.entities.length > 0 && types.length === 1 ? 'the message' : 'what it reads'}`,
  );
}

function fieldOf(project: Project, record: RecordType | undefined, name: string): RecordType | undefined {
  const type = record?.fields.find((field) => field.name === name)?.type;
  return type && recordOf(project, type);
}

function recordOf(project: Project, type: Type): RecordType | undefined {
  const shape = project.dereference(type);
  return shape.kind === 'record' ? shape : undefined;
}

/** The types whose fields a path at the cursor goes through. */
function keyedTypes(project: Project, { before, pathBefore: path, file }: Context): Type[] {
  const isOrder = before.includes('order') && path.some(({ kind }) => kind === 'query');
  const owner = path.findLast(({ kind }) => OWNERS.has(kind));
  if (isOrder) {
    const entity = file.entities.find(({ node }) => path.includes(node) && node.kind === 'projection');
    const state = entity && project.stateOf(entity);
    return state ? [state] : [];
  }
  return owner ? messagesIn(project, file.uri, owner) : [];
}

const OWNERS = new Set<Node['kind']>([
  'carried',
  'on',
  'topic',
  'consumer',
  'aggregate',
  'projection',
  'saga',
  'choreography',
]);

function messagesIn(project: Project, uri: string, owner: Node): Type[] {
  const { targets } = project.analysis(uri).bindings;
  const keys = new Set<string>();
  const read = (node: Node) => {
    const target = targets.get(node);
    if (target?.kind === 'entity' && project.entity(target.key)?.kind === 'message') keys.add(target.key);
  };
  if (owner.kind === 'on' || owner.kind === 'carried') read(owner.message);
  else walk(owner, read);
  return [...keys].map((key) => ({ kind: 'declared', key }));
}
