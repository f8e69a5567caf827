import {
  type CodeAction,
  CodeActionKind,
  type Range,
  type Diagnostic as Shown,
  type TextEdit,
} from 'vscode-languageserver';
import { diagnose } from '../../../language/check/diagnose.ts';
import { nextMajor, nextMinor } from '../../../language/check/newVersion.ts';
import type { Project } from '../../../language/model/project.ts';
import type { Fix } from '../../../language/syntax/diagnostic.ts';
import { toOffset, toRange } from '../convert.ts';
import { type Feature, type RequestedFile, requestedFile } from '../feature.ts';
import type { Workspace } from '../workspace.ts';

const NEW_VERSION = `${CodeActionKind.RefactorRewrite}.newVersion`;

/** Quick fixes, all safe ones at once on `source.fixAll`, and new versions of what is declared at the cursor. */
export const codeActions: Feature = {
  capabilities: {
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll, NEW_VERSION] },
  },
  register(connection, workspace) {
    connection.onCodeAction(async ({ textDocument, range, context }) => {
      const found = await requestedFile(workspace, { textDocument });
      if (!found) return [];
      const { only } = context;
      return [
        ...(isAsked(CodeActionKind.QuickFix, only) ? quickFixes(workspace, found, range, context.diagnostics) : []),
        ...(isAsked(NEW_VERSION, only) ? newVersions(workspace, found, range) : []),
        ...(only && isAsked(CodeActionKind.SourceFixAll, only) ? fixAll(workspace, found) : []),
      ];
    });
  },
};

/** The next minor and the next major of the declaration in whose head the cursor stands. */
function newVersions(workspace: Workspace, { project, file }: RequestedFile, range: Range): CodeAction[] {
  const offset = toOffset(file, range.start);
  const entity = file.entities.find(({ node }) => node.start <= offset && offset <= (node.body?.start ?? node.end));
  if (!entity) return [];
  const version = project.versionOf(entity);
  const fixes = [nextMinor(project, entity), version && nextMajor(project, version)].flatMap((fix) => fix ?? []);
  return fixes.map((fix) => ({
    title: fix.title,
    kind: NEW_VERSION,
    edit: { changes: changesOf(workspace, project, [fix]) },
  }));
}

/** Kinds have parts: who asks for `source` means `source.fixAll` too. */
function isAsked(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

function quickFixes(
  workspace: Workspace,
  { project, file }: RequestedFile,
  range: Range,
  shown: readonly Shown[],
): CodeAction[] {
  const [start, end] = [toOffset(file, range.start), toOffset(file, range.end)];
  const touched = diagnose(project, file.uri).filter(({ span }) => span.start <= end && span.end >= start);
  return touched.flatMap((diagnostic) => {
    const { line, character } = file.lines.position(diagnostic.span.start);
    const mended = shown.filter(
      (each) =>
        each.code === diagnostic.code && each.range.start.line === line && each.range.start.character === character,
    );
    return diagnostic.fixes.map((fix, index) => ({
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      isPreferred: index === 0 && fix.safe,
      diagnostics: mended,
      edit: { changes: changesOf(workspace, project, [fix]) },
    }));
  });
}

/** The first safe fix of each diagnostic; one that overlaps an earlier one waits for the next time. */
function fixAll(workspace: Workspace, { project, file }: RequestedFile): CodeAction[] {
  const chosen: Fix[] = [];
  for (const { fixes } of diagnose(project, file.uri)) {
    const safe = fixes.find((fix) => fix.safe);
    if (safe && !chosen.some((other) => overlaps(other, safe))) chosen.push(safe);
  }
  if (chosen.length === 0) return [];
  const edit = { changes: changesOf(workspace, project, chosen) };
  return [{ title: 'Fix all that can be fixed safely', kind: CodeActionKind.SourceFixAll, edit }];
}

function overlaps(a: Fix, b: Fix): boolean {
  return a.edits.some((x) =>
    b.edits.some((y) => x.uri === y.uri && x.span.start <= y.span.end && y.span.start <= x.span.end),
  );
}

function changesOf(workspace: Workspace, project: Project, fixes: readonly Fix[]): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { uri, span, newText } of fixes.flatMap(({ edits }) => edits)) {
    const file = project.file(uri);
    if (!file) continue;
    const ofFile = (changes[workspace.asWritten(uri)] ??= []);
    ofFile.push({ range: toRange(file, span), newText });
  }
  return changes;
}
