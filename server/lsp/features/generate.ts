import { RequestType } from 'vscode-languageserver';
import { firstError } from '../../../language/check/firstError.ts';
import type { Feature } from '../feature.ts';
import type { Workspace } from '../workspace.ts';

/** What became of a request to generate: absolute paths of all files of the output, or why there are none. */
type Generated = { readonly files: readonly string[]; readonly out: string } | { readonly error: string };

/** Generates the TypeScript of the project that a file or folder belongs to. */
const GenerateRequest = new RequestType<{ uri: string }, Generated, void>('evflow/generate');

export const generate: Feature = {
  capabilities: {},
  register(connection, workspace) {
    connection.onRequest(GenerateRequest, async ({ uri }) => {
      await workspace.settled();
      return generateFor(workspace, uri);
    });
  },
};

async function generateFor(workspace: Workspace, uri: string): Promise<Generated> {
  const opened = workspace.openProjectOf(uri);
  if (!opened || opened.project.uris.length === 0) return { error: 'There is no .evflow file here to generate from.' };
  const obstacle = firstError(opened.project);
  if (obstacle) return { error: `The project has errors, so nothing is generated. ${obstacle}` };
  try {
    const { out, written, unchanged } = await workspace.disk.generate(opened.root, opened.project, opened.config);
    return { out, files: [...written, ...unchanged].sort().map((path) => `${out}/${path}`) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
