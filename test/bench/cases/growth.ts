/**
 * How one run grows with its messages. Arguments: `time` or `memory`, and how many messages. Prints nanoseconds or bytes of
 * heap, each for one message with its data; memory is taken while the run and its log are alive.
 */
import { counting, runOf, seenBy } from './evflow.ts';
import { order } from './orders.ts';

/** As many messages are published before measuring, in runs of the measured size, so that the code is compiled. */
const WARM_UP = 1_000_000;
/** Of time, this many messages in all are measured at least. */
const MEASURED = 1_000_000;

const [what = '', size = ''] = process.argv.slice(2);
const messages = Number(size);
const program = counting(1);

function* orders() {
  for (let index = 0; index < messages; index++) yield order(index);
}

function newRun() {
  const run = runOf(program, orders(), false);
  if (seenBy(run, 1) !== messages) throw new Error(`saw ${seenBy(run, 1)} of ${messages}`);
  return run;
}

/** @returns nanoseconds a message, of the best run */
function time(): number {
  let best = Number.POSITIVE_INFINITY;
  for (let done = 0; done < WARM_UP; done += messages) newRun();
  globalThis.gc?.();
  for (let done = 0; done < Math.max(MEASURED, 3 * messages); done += messages) {
    const start = performance.now();
    newRun();
    best = Math.min(best, performance.now() - start);
  }
  return (best * 1e6) / messages;
}

function memory(): number {
  newRun();
  const before = heap();
  const run = newRun();
  const bytes = heap() - before;
  if (run.topics().length === 0) throw new Error('the run is gone');
  return bytes / messages;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

console.log(what === 'memory' ? memory() : time());
