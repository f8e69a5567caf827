import { type CodeAction, CodeActionKind, type TextEdit } from 'vscode-languageserver';
import { diagnose } from '../../../language/check/diagnose.ts';
import type { Project } from '../../../language/model/project.ts';
import type { Diagnostic, Fix } from '../../../language/syntax/diagnostic.ts';
import { toOffset, toRange } from '../convert.ts';
import { type Feature, requestedFile } from '../feature.ts';

/** Quick fixes, and all safe ones at once on `source.fixAll`. */
export const codeActions: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll] } },
  register(connection, workspace) {
    connection.onCodeAction(async (params) => {
      const found = await requestedFile(workspace, params);
      if (!found) return [];
      const { project, file } = found;
      const all = diagnose(project, file.uri);
      if (params.context.only?.some((kind) => kind.startsWith(CodeActionKind.SourceFixAll)))
        return fixAll(project, all);
      const [start, end] = [toOffset(file, params.range.start), toOffset(file, params.range.end)];
      const touched = all.filter(({ span }) => span.start <= end && span.end >= start);
      return touched.flatMap((diagnostic) =>
        diagnostic.fixes.map((fix, index) =>
          quickFix(project, fix, diagnostic, index === 0, params.context.diagnostics),
        ),
      );
    });
  },
};

function quickFix(
  project: Project,
  fix: Fix,
  { code }: Diagnostic,
  isFirst: boolean,
  shown: readonly { code?: unknown }[],
): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    isPreferred: isFirst && fix.safe,
    diagnostics: shown.filter((diagnostic) => diagnostic.code === code) as CodeAction['diagnostics'] & object,
    edit: { changes: changesOf(project, [fix]) },
  };
}

/** The first safe fix of each diagnostic; one that overlaps an earlier one waits for the next time. */
function fixAll(project: Project, diagnostics: readonly Diagnostic[]): CodeAction[] {
  const chosen: Fix[] = [];
  for (const { fixes } of diagnostics) {
    const safe = fixes.find((fix) => fix.safe);
    if (safe && !chosen.some((other) => overlaps(other, safe))) chosen.push(safe);
  }
  return chosen.length === 0
    ? []
    : [
        {
          title: 'Fix all that can be fixed safely',
          kind: CodeActionKind.SourceFixAll,
          edit: { changes: changesOf(project, chosen) },
        },
      ];
}

function overlaps(a: Fix, b: Fix): boolean {
  return a.edits.some((x) =>
    b.edits.some((y) => x.uri === y.uri && x.span.start <= y.span.end && y.span.start <= x.span.end),
  );
}

function changesOf(project: Project, fixes: readonly Fix[]): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { uri, span, newText } of fixes.flatMap(({ edits }) => edits)) {
    const file = project.file(uri);
    if (!file) continue;
    changes[uri] ??= [];
    changes[uri].push({ range: toRange(file, span), newText });
  }
  return changes;
}
