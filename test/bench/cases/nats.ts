import { type ChildProcess, spawn } from 'node:child_process';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { MESSAGES, type Order, orders, type Round } from './orders.ts';

/** Published before waiting until the server has taken them, so that no queue on the way grows without bound. */
const BATCH = 1000;

/** A NATS server of its own on loopback: one connection publishes, each group reads by another. */
export async function withNats<T>(groups: number, measure: (round: Round) => Promise<T>): Promise<T> {
  const server = spawn('nats-server', ['--addr', '127.0.0.1', '--port', '-1'], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    const servers = await addressOf(server);
    const [publisher, ...readers] = await Promise.all(Array.from({ length: groups + 1 }, () => connect({ servers })));
    if (!publisher) throw new Error('no connection');
    const result = await measure(() => publishAll(publisher, readers));
    await Promise.all([publisher, ...readers].map((connection) => connection.close()));
    return result;
  } finally {
    server.kill();
  }
}

/** The server picks a free port and says in its log which. */
function addressOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      const address = /client connections on (\S+)/.exec(log)?.[1];
      if (address && log.includes('Server is ready')) resolve(address);
    });
    stderr?.on('end', () => reject(new Error(`nats-server ended:\n${log}`)));
  });
}

async function publishAll(publisher: NatsConnection, readers: readonly NatsConnection[]): Promise<number> {
  const counts = readers.map((reader) => countOrders(reader));
  await Promise.all(readers.map((reader) => reader.flush()));
  for (const [index, data] of orders.entries()) {
    publisher.publish(`orders.${data.orderId}`, JSON.stringify(data));
    if ((index + 1) % BATCH === 0) await publisher.flush();
  }
  const seen = await Promise.all(counts);
  return seen.reduce((sum, count) => sum + count, 0);
}

async function countOrders(reader: NatsConnection): Promise<number> {
  let seen = 0;
  for await (const message of reader.subscribe('orders.*', { max: MESSAGES }))
    if (message.json<Order>().quantity > 0) seen += 1;
  return seen;
}
