import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type Range,
  TextEdit,
} from 'vscode-languageserver';
import { addUse } from '../../../language/check/fixes.ts';
import type { Entity, SourceFile } from '../../../language/model/entities.ts';
import type { Project } from '../../../language/model/project.ts';
import { docOf } from '../../../language/syntax/comments.ts';
import type { Span } from '../../../language/syntax/tree.ts';
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
      const context = place && contextAt(place.file, place.offset);
      if (!context) return [];
      const range = toRange(place.file, replaced(place.file.text, context.wordStart, place.offset));
      return suggest(place.project, context).map((suggestion) => toItem(place.project, place.file, suggestion, range));
    });
  },
};

/** What a suggestion takes the place of: the word up to the cursor, and the backquote that an editor has put behind it. */
function replaced(text: string, wordStart: number, offset: number): Span {
  const isQuoted = text[wordStart] === '`' && text[offset] === '`' && offset > wordStart;
  return { start: wordStart, end: isQuoted ? offset + 1 : offset };
}

/** What is likely meant comes first, then names at hand, then those that need a `use`, functions, and keywords. */
function sortText({ kind, label, isLikely }: Suggestion, isAway: boolean): string {
  const rank = isLikely
    ? 0
    : kind === CompletionItemKind.Keyword
      ? 4
      : kind === CompletionItemKind.Function
        ? 3
        : isAway
          ? 2
          : 1;
  return `${rank}${label}`;
}

function toItem(project: Project, file: SourceFile, suggestion: Suggestion, range: Range): CompletionItem {
  const { label, kind, detail, entity, insert } = suggestion;
  const doc = suggestion.doc ?? (entity && docOf(entity.file.tree, entity.file.text, entity.node));
  const uses = entity && suggestion.isShort ? neededUse(project, file, entity) : [];
  return {
    label,
    kind,
    sortText: sortText(suggestion, uses.length > 0),
    textEdit: { range, newText: insert ?? label },
    insertTextFormat: insert === undefined ? InsertTextFormat.PlainText : InsertTextFormat.Snippet,
    ...(detail === undefined ? {} : { detail }),
    ...(doc === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: doc } }),
    ...(uses.length > 0 ? { additionalTextEdits: uses } : {}),
  };
}

/** The `use` that makes a declaration's short name mean it here. */
function neededUse(project: Project, file: SourceFile, entity: Entity): TextEdit[] {
  const isVisible = project
    .resolveIn(entity.name, file.uri)
    .some(({ qualifiedName }) => qualifiedName === entity.qualifiedName);
  if (isVisible) return [];
  return addUse(file, entity.qualifiedName).edits.map(({ span, newText }) =>
    TextEdit.replace(toRange(file, span), newText),
  );
}
