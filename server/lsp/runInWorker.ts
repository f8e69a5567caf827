import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Disk } from './disk.ts';

/** Lies beside this file, in the sources as in the bundle. */
const MODULE = join(import.meta.dirname, `scenarioWorker${extname(import.meta.filename)}`);

/** Runs scenarios in a thread of their own: the server answers meanwhile, and one that never ends can be stopped. */
export const runInWorker: Disk['runScenarios'] = async (job, tell, stopped) => {
  if (stopped.aborted) return;
  const worker = new Worker(MODULE, { workerData: job });
  const stop = () => void worker.terminate();
  stopped.addEventListener('abort', stop);
  worker.on('message', tell);
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  } finally {
    stopped.removeEventListener('abort', stop);
  }
};
