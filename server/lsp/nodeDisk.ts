import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadBaseline } from '../../language/node/baselines.ts';
import { generateProject } from '../../language/node/generateProject.ts';
import { projectRoot, projectRoots, readProject, readText } from '../../language/node/projectFiles.ts';
import type { Disk } from './disk.ts';
import { runInWorker } from './runInWorker.ts';

const toUri = (path: string) => pathToFileURL(path).href;

/** The path of a URI; undefined where it stands for no file of this machine: `untitled:`, another host, a broken escape. */
function toPath(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

export const nodeDisk: Disk = {
  canonical: (uri) => {
    const path = toPath(uri);
    return path === undefined ? uri : toUri(path);
  },
  projectRoots: async (folder) => {
    const path = toPath(folder);
    return path === undefined ? [] : (await projectRoots(path)).map(toUri);
  },
  projectRoot: (file, limit) => {
    const path = toPath(file);
    return path === undefined ? file : toUri(projectRoot(path, limit && toPath(limit)));
  },
  readProject: async (root) => {
    const path = toPath(root);
    const nothing = { config: undefined, lock: undefined, files: [] };
    return path === undefined ? nothing : readProject(path).catch(() => nothing);
  },
  gitBaseline: async (spec, root, known) => {
    const path = toPath(root);
    if (path === undefined) throw new Error('What lies on no disk has no git repository.');
    return loadBaseline(spec, path, known);
  },
  generate: (root, project, config) => {
    const path = toPath(root);
    if (path === undefined) throw new Error('Save the file first: what is generated is written beside it.');
    return generateProject(path, project, config);
  },
  runScenarios: runInWorker,
  readText: async (uri) => {
    const path = toPath(uri);
    return path === undefined
      ? undefined
      : readText(path).then(
          ({ text }) => text,
          () => undefined,
        );
  },
};
