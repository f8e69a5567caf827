/** Arguments: whose broker, and how many groups read. Prints messages a second, each delivered to every group. */
import { messagesPerSecond } from './orders.ts';

const [who = '', count = '1'] = process.argv.slice(2);
const groups = Number(count);

async function measure(): Promise<number> {
  if (who === 'nats') {
    const { withNats } = await import('./nats.ts');
    return withNats(groups, (round) => messagesPerSecond(round, groups));
  }
  if (who === 'evflow' || who === 'evflow-traced') {
    const { evflowRound } = await import('./evflow.ts');
    return messagesPerSecond(evflowRound(groups, who === 'evflow-traced'), groups);
  }
  const make = (await import('./peers.ts')).peers[who];
  if (!make) throw new Error(`There is no case ${who}.`);
  return messagesPerSecond(make(groups), groups);
}

console.log(await measure());
