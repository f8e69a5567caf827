import { type Hover, MarkupKind } from 'vscode-languageserver';
import { differenceText, historicName, sideOf, verdictText } from '../../../language/evolve/comparedText.ts';
import { historyOf } from '../../../language/evolve/history.ts';
import { builtinOf, type Receiver } from '../../../language/model/bodies/builtins.ts';
import type { Entity, SourceFile } from '../../../language/model/entities.ts';
import type { MessageVersion } from '../../../language/model/meaning.ts';
import { type Found, lastName, targetAt } from '../../../language/model/navigation.ts';
import type { Project } from '../../../language/model/project.ts';
import { declaredType } from '../../../language/model/schema/shapes.ts';
import { versionText } from '../../../language/model/sourceFile.ts';
import { typeText } from '../../../language/model/typeText.ts';
import { docOf } from '../../../language/syntax/comments.ts';
import type { Expression, Field, Node } from '../../../language/syntax/tree.ts';
import { pathAt } from '../../../language/syntax/walk.ts';
import { toRange } from '../convert.ts';
import { type Feature, requestedPlace } from '../feature.ts';
import { TYPE_DOCS } from '../typeDocs.ts';

/** A declaration longer than this is cut short. */
const SHOWN_LINES = 24;

/** What a name stands for: its declaration and its documentation. */
export const hover: Feature = {
  capabilities: { hoverProvider: true },
  register(connection, workspace) {
    connection.onHover(async (params) => {
      const place = await requestedPlace(workspace, params);
      if (!place) return undefined;
      const { project, file, offset } = place;
      const found = targetAt(project, file, offset);
      if (!found) return builtInType(file, offset);
      const text = describe(project, file, found, offset);
      return text && hoverOf(file, lastName(found.node), text);
    });
  },
};

function builtInType(file: SourceFile, offset: number): Hover | undefined {
  const type = pathAt(file.tree, offset).findLast((node) => node.kind === 'namedType')?.reference.name;
  const name = type?.parts.length === 1 && type.start <= offset && offset <= type.end ? type.parts[0]?.text : undefined;
  const doc = name === undefined ? undefined : TYPE_DOCS.get(name);
  return type && name !== undefined && doc ? hoverOf(file, type, { code: name, doc }) : undefined;
}

/** What stands in a hover: evflow code, and Markdown below it. */
interface Description {
  readonly code: string;
  readonly doc: string | undefined;
}

function hoverOf(file: SourceFile, node: { start: number; end: number }, { code, doc }: Description): Hover {
  const value = `\`\`\`evflow\n${code}\n\`\`\`${doc ? `\n\n---\n\n${doc}` : ''}`;
  return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(file, node) };
}

function describe(
  project: Project,
  file: SourceFile,
  { node, target }: Found,
  offset: number,
): Description | undefined {
  switch (target.kind) {
    case 'entity':
      return entityDescription(project, project.entity(target.key));
    case 'message':
      return nodeDescription(project.entity(target.key)?.file, project.entity(target.key)?.node);
    case 'member':
      return fieldDescription(project.file(target.uri), target.field);
    case 'field':
      return fieldDescription(project.entity(target.message)?.file, target.field);
    case 'state':
      return target.field && fieldDescription(project.entity(target.part)?.file, target.field, '(state) ');
    case 'key':
      return typed(project, file, offset, `(key of ${target.part}) ${textOf(file, lastName(node))}`);
    case 'local':
      return { code: `${target.name}: ${typeText(target.type)}`, doc: undefined };
    case 'meta':
      return typed(project, file, offset, target.field ? `meta.${target.field}` : 'meta');
    case 'reason':
      return { code: 'reason: string', doc: 'Why the saga is aborted.' };
    case 'symbol':
      return (
        nodeDescription(
          target.uri === undefined ? undefined : project.file(target.uri),
          target.node as Node | undefined,
        ) ?? {
          code: target.symbol,
          doc: undefined,
        }
      );
    case 'query':
      return nodeDescription(project.entity(target.part)?.file, target.node as Node);
    case 'step':
      return nodeDescription(file, target.node as Node);
    case 'builtin':
      return builtinDescription(target.receiver, target.name);
  }
}

/** A declaration, and where it has several versions, which ones and what differs from the one before. */
function entityDescription(project: Project, entity: Entity | undefined): Description | undefined {
  if (!entity) return undefined;
  const doc = [docIn(entity.file, entity.node), ...versionsDoc(project, entity)];
  return { code: firstLines(textOf(entity.file, entity.node)), doc: doc.filter(Boolean).join('\n\n') };
}

function versionsDoc(project: Project, entity: Entity): string[] {
  const version = project.versionOf(entity);
  const since = version ? sinceLastVersion(project, version) : sinceLastType(project, entity);
  const versions = project.declared(entity.qualifiedName).flatMap(({ version }) => version ?? []);
  const list = versions.map(({ major, minor }) => `\`@${major}.${minor}\``).join(', ');
  return versions.length > 1 ? [`Versions: ${list}`, ...since] : since;
}

function sinceLastVersion(project: Project, version: MessageVersion): string[] {
  const history = historyOf(project, version.qualifiedName);
  const index = history.findIndex(({ version: { key } }) => key === version.key);
  const [before, after] = [history[index - 1], history[index]];
  if (!before || !after) return [];
  const isSameMajor = before.version.version.major === version.version.major;
  const lines = sinceText(historicName(before), differenceText(sideOf(before), sideOf(after)));
  return isSameMajor ? [lines, verdictText(before, after)] : [lines];
}

function sinceLastType(project: Project, { qualifiedName, key }: Entity): string[] {
  const versions = project.declared(qualifiedName);
  const before = versions[versions.findIndex((one) => one.key === key) - 1];
  if (!before?.version || before.key === key) return [];
  const side = (type: string) => ({ shapes: project, type: declaredType(type) });
  return [sinceText(`@${versionText(before.version)}`, differenceText(side(before.key), side(key)))];
}

function sinceText(before: string, difference: string): string {
  return difference === '' ? `The same as ${before}.` : `Since ${before}:\n\n\`\`\`diff\n${difference}\n\`\`\``;
}

function nodeDescription(file: SourceFile | undefined, node: Node | undefined): Description | undefined {
  return file && node && { code: firstLines(textOf(file, node)), doc: docIn(file, node) };
}

function fieldDescription(file: SourceFile | undefined, field: Field, prefix = ''): Description | undefined {
  return file && { code: prefix + textOf(file, field), doc: docIn(file, field) };
}

function builtinDescription(receiver: Receiver, name: string): Description | undefined {
  const found = builtinOf(receiver, name);
  return found && { code: found.signature, doc: found.doc };
}

/** A name with the type that its innermost expression has. */
function typed(project: Project, file: SourceFile, offset: number, name: string): Description {
  const { types } = project.analysis(file.uri).bindings;
  const type = pathAt(file.tree, offset)
    .map((node) => types.get(node as Expression))
    .findLast((found) => found !== undefined);
  return { code: type ? `${name}: ${typeText(type)}` : name, doc: undefined };
}

function textOf(file: SourceFile, span: { start: number; end: number }): string {
  return file.text.slice(span.start, span.end);
}

function docIn(file: SourceFile | undefined, node: Node): string | undefined {
  return file && docOf(file.tree, file.text, node);
}

/** The beginning of a declaration, without the indentation that all its lines share but the first. */
function firstLines(text: string): string {
  const lines = text.split(/\r?\n/);
  const indents = lines
    .slice(1)
    .filter((line) => line.trim())
    .map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents, 80);
  const shown = lines.map((line, index) => (index === 0 ? line : line.slice(indent)));
  return shown.length > SHOWN_LINES ? [...shown.slice(0, SHOWN_LINES - 1), '  …'].join('\n') : shown.join('\n');
}
