import { parentPort, workerData } from 'node:worker_threads';
import { runJob } from '../scenarios/run.ts';

runJob(workerData, (event) => parentPort?.postMessage(event));
