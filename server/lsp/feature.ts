import type { Connection, ServerCapabilities, TextDocumentPositionParams } from 'vscode-languageserver';
import type { SourceFile } from '../../language/model/entities.ts';
import type { Project } from '../../language/model/project.ts';
import { toOffset } from './convert.ts';
import type { Workspace } from './workspace.ts';

/** One thing that the server can do for an editor. */
export interface Feature {
  readonly capabilities: ServerCapabilities;
  register(connection: Connection, workspace: Workspace): void;
}

/** The file that a request is about, as it is once all edits before the request are taken in. */
export interface RequestedFile {
  readonly project: Project;
  readonly file: SourceFile;
}

export interface RequestedPlace extends RequestedFile {
  readonly offset: number;
}

export async function requestedFile(
  workspace: Workspace,
  params: { textDocument: { uri: string } },
): Promise<RequestedFile | undefined> {
  await workspace.settled();
  return workspace.file(params.textDocument.uri);
}

export async function requestedPlace(
  workspace: Workspace,
  params: TextDocumentPositionParams,
): Promise<RequestedPlace | undefined> {
  const found = await requestedFile(workspace, params);
  return found && { ...found, offset: toOffset(found.file, params.position) };
}
