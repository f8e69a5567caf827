import type { AggregateInfo, ConsumerInfo, HandlerInfo, MessageVersion } from '../../model/meaning.ts';
import type { Either, Handle, Node, On } from '../../syntax/tree.ts';
import { walk } from '../../syntax/walk.ts';
import { comment, jsDoc } from './docs.ts';
import type { Module } from './module.ts';
import { identifier, Names, quote } from './names.ts';
import { recordText } from './types.ts';

type Part = ConsumerInfo | AggregateInfo;
type Handler = HandlerInfo<On> | HandlerInfo<Handle>;

/** The interface that a consumer's or aggregate's handlers in TypeScript fulfil, and its state. */
export function handlersDeclaration(module: Module, part: Part): string {
  const { entity, file } = part;
  const names = new Names([]);
  const methods = part.handlers.map((handler) => handlerText(module, part, handler, names));
  const doc = jsDoc(file, entity.node);
  const handlers = `${doc}export interface ${module.name(part.key, 'handlers')} {\n${methods.join('\n')}}\n`;
  return part.state ? `${stateText(module, part)}\n${handlers}` : handlers;
}

function stateText(module: Module, part: Part): string {
  const doc = comment([`What ${part.name} remembers${part.by ? ` of one ${part.by.join('.')}` : ''}.`]);
  const place = { module, side: part.kind === 'consumer' ? ('state' as const) : ('data' as const), file: part.file };
  return `${doc}export interface ${module.name(part.key, 'state')} ${recordText(place, part.state ?? { kind: 'record', fields: [] })}\n`;
}

function handlerText(module: Module, part: Part, handler: Handler, names: Names): string {
  const { project } = module.generation;
  const version = project.messageVersion(handler.message);
  if (!version) return '';
  const { node } = handler;
  const index = caseOf(part, handler);
  const suffix = `${identifier(version.name)}V${handler.major}${index > 0 ? `Case${index + 1}` : ''}`;
  const message = module.name(version.key, 'message');
  const name = names.take((part.kind === 'consumer' ? 'on' : 'handle') + suffix);
  const context = contextText(module, part, handler, version);
  const params = `\n    message: ${message},\n    context: ${context},\n  `;
  const method = `${jsDoc(part.file, node, '  ', conditionLines(part, handler, index))}  ${name}${node.block ? '?' : ''}(${params}): evflow.Handled;\n`;
  return method + choicesText(node, names, `choose${suffix}`, message, version);
}

/** Of the part's handlers of one major the handler's place, from 0. */
function caseOf(part: Part, { node, messageName, major }: Handler): number {
  const cases = part.handlers.filter((other) => other.messageName === messageName && other.major === major);
  return cases.findIndex((other) => other.node === node);
}

/** When the handler runs, where it does not take every message. */
function conditionLines({ file }: Part, { node }: Handler, index: number): string[] {
  const when = node.kind === 'on' ? node.when : undefined;
  const conditions = when ? [`\`${file.text.slice(when.start, when.end).replace(/\s+/g, ' ')}\` holds`] : [];
  if (index > 0) conditions.push('no case before it takes the message');
  return conditions.length > 0 ? [`Runs where ${conditions.join(' and ')}.`] : [];
}

function contextText(module: Module, part: Part, handler: Handler, version: MessageVersion): string {
  const { project } = module.generation;
  const outputs = handler.emits.flatMap((key) => project.messageVersion(key) ?? []);
  const names = outputNames(module, outputs);
  const select = (isCommand: boolean) => {
    const chosen = outputs.filter(({ messageKind }) => (messageKind === 'command') === isCommand);
    const fields = chosen.map(({ key }) => `${quote(names.get(key) ?? key)}: ${inputName(module, key)}`);
    return fields.length > 0 ? `{ ${fields.join('; ')} }` : 'evflow.Nothing';
  };
  const context = version.messageKind === 'command' ? 'evflow.CommandContext' : 'evflow.EventContext';
  const state = part.state ? module.name(part.key, 'state') : 'undefined';
  return `${context}<${select(false)}, ${select(true)}, ${state}>`;
}

function inputName(module: Module, key: string): string {
  return module.name(key, module.generation.withDefaults.has(key) ? 'input' : 'data');
}

/** `OrderPaid@1`, or `@1.0` where it is not the newest minor; with the namespace where two messages have one name. */
function outputNames(module: Module, outputs: readonly MessageVersion[]): ReadonlyMap<string, string> {
  const { project } = module.generation;
  const short = outputs.map((output) => {
    const { major, minor } = output.version;
    const newest = project
      .message(output.qualifiedName)
      ?.versions.filter((one) => one.version.major === major)
      .at(-1);
    return { ...output, suffix: newest?.key === output.key ? `@${major}` : `@${major}.${minor}` };
  });
  return new Map(
    short.map(({ key, name, qualifiedName, suffix }) => {
      const isShared = short.some((other) => other.name === name && other.qualifiedName !== qualifiedName);
      return [key, (isShared ? qualifiedName : name) + suffix];
    }),
  );
}

/** Each `either` of a body is a question that TypeScript answers. */
function choicesText(
  node: On | Handle,
  names: Names,
  wanted: string,
  message: string,
  version: MessageVersion,
): string {
  return eithersOf(node)
    .map(({ arms }) => {
      const outcomes = [...new Set(arms.map((arm) => quote(arm.name.text)))].join(' | ');
      const doc = comment([`Which outcome of \`either\` it is for this ${version.name}.`], '  ');
      return `\n${doc}  ${names.take(wanted)}(message: ${message}): evflow.Choice<${outcomes}>;\n`;
    })
    .join('');
}

function eithersOf({ block }: On | Handle): Either[] {
  const found: Either[] = [];
  if (block) walk(block as Node, (node) => void (node.kind === 'either' && found.push(node)));
  return found;
}
