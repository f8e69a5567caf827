import { fileURLToPath, pathToFileURL } from 'node:url';
import { generateProject } from '../../language/node/generateProject.ts';
import { projectRoot, projectRoots, readProject, readText } from '../../language/node/projectFiles.ts';
import type { Disk } from './disk.ts';

const toUri = (path: string) => pathToFileURL(path).href;
const isFile = (uri: string) => uri.startsWith('file:');

export const nodeDisk: Disk = {
  canonical: (uri) => (isFile(uri) ? toUri(fileURLToPath(uri)) : uri),
  projectRoots: async (folder) => (isFile(folder) ? (await projectRoots(fileURLToPath(folder))).map(toUri) : []),
  projectRoot: (file, limit) => (isFile(file) ? toUri(projectRoot(fileURLToPath(file), limit && fileURLToPath(limit))) : file),
  readProject: async (root) => {
    const nothing = { config: undefined, files: [] };
    return isFile(root) ? readProject(fileURLToPath(root)).catch(() => nothing) : nothing;
  },
  generate: (root, project, config) => generateProject(fileURLToPath(root), project, config),
  readText: (uri) => readText(fileURLToPath(uri)).then((file) => file.text, () => undefined),
};
