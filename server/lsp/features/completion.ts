import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind, TextEdit } from 'vscode-languageserver';
import { addUse } from '../../../language/check/fixes.ts';
import type { Entity, SourceFile } from '../../../language/model/entities.ts';
import type { Project } from '../../../language/model/project.ts';
import { docOf } from '../../../language/syntax/comments.ts';
import { contextAt } from '../completion/context.ts';
import { suggest } from '../completion/suggest.ts';
import type { Suggestion } from '../completion/suggestion.ts';
import { toRange } from '../convert.ts';
import { type Feature, requestedPlace } from '../feature.ts';

/** Keywords where they are allowed, names, versions, fields and symbols of enums. */
export const completion: Feature = {
  capabilities: { completionProvider: { triggerCharacters: ['.', '@'] } },
  register(connection, workspace) {
    connection.onCompletion(async (params) => {
      const place = await requestedPlace(workspace, params);
      if (!place || isInComment(place.file, place.offset)) return [];
      const context = contextAt(place.file, place.offset);
      const items = suggest(place.project, context).map((suggestion) => toItem(place.project, place.file, suggestion));
      return [...new Map(items.map((item) => [item.label, item])).values()];
    });
  },
};

function isInComment(file: SourceFile, offset: number): boolean {
  return file.tree.comments.some(({ start, end, style }) => start < offset && (style === 'block' ? offset < end : offset <= end));
}

/** Fields that are missing come first, then names at hand, keywords last. */
function sortText({ kind, label, isLikely }: Suggestion): string {
  const rank = isLikely ? 0 : kind === CompletionItemKind.Keyword ? 3 : kind === CompletionItemKind.Function ? 2 : 1;
  return `${rank}${label}`;
}

function toItem(project: Project, file: SourceFile, suggestion: Suggestion): CompletionItem {
  const { label, kind, detail, entity, insert } = suggestion;
  const doc = suggestion.doc ?? (entity && docOf(entity.file.tree, entity.file.text, entity.node));
  return {
    label,
    kind,
    sortText: sortText(suggestion),
    ...(detail === undefined ? {} : { detail }),
    ...(doc === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: doc } }),
    ...(insert === undefined ? {} : { insertText: insert, insertTextFormat: InsertTextFormat.Snippet }),
    ...(entity ? { additionalTextEdits: neededUse(project, file, entity) } : {}),
  };
}

/** The `use` that makes a declaration's short name mean it here. */
function neededUse(project: Project, file: SourceFile, entity: Entity): TextEdit[] {
  const isVisible = project.resolveIn(entity.name, file.uri).some(({ qualifiedName }) => qualifiedName === entity.qualifiedName);
  if (isVisible) return [];
  return addUse(file, entity.qualifiedName).edits.map(({ span, newText }) => TextEdit.replace(toRange(file, span), newText));
}
