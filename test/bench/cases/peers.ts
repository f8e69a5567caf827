import { getInMemoryEventStore } from '@event-driven-io/emmett';
import Emittery from 'emittery';
import { EventEmitter } from 'eventemitter3';
import mqemitter, { type Message } from 'mqemitter';
import { Subject } from 'rxjs';
import { MESSAGES, type Order, orders, type Round } from './orders.ts';

/** What libraries in the same process do with the orders; none of them validates, and only emmett keeps a log. */
export const peers: Readonly<Record<string, (groups: number) => Round>> = {
  mqemitter: (groups) => () =>
    new Promise<number>((resolve) => {
      const emitter = mqemitter({ concurrency: 1 });
      let seen = 0;
      for (let group = 0; group < groups; group++) {
        emitter.on('orders', (_message: Message, done: () => void) => {
          seen += 1;
          if (seen === MESSAGES * groups) resolve(seen);
          done();
        });
      }
      for (const data of orders) emitter.emit({ topic: 'orders', key: data.orderId, data });
    }),

  emittery: (groups) => async () => {
    const emitter = new Emittery<{ orders: Order }>();
    let seen = 0;
    for (let group = 0; group < groups; group++) {
      emitter.on('orders', () => {
        seen += 1;
      });
    }
    for (const data of orders) await emitter.emit('orders', data);
    return seen;
  },

  eventemitter3: (groups) => () => {
    const emitter = new EventEmitter<{ orders: [Order] }>();
    let seen = 0;
    for (let group = 0; group < groups; group++) {
      emitter.on('orders', () => {
        seen += 1;
      });
    }
    for (const data of orders) emitter.emit('orders', data);
    return seen;
  },

  rxjs: (groups) => () => {
    const subject = new Subject<Order>();
    let seen = 0;
    for (let group = 0; group < groups; group++) {
      subject.subscribe(() => {
        seen += 1;
      });
    }
    for (const data of orders) subject.next(data);
    return seen;
  },

  emmett: (groups) => async () => {
    const store = getInMemoryEventStore();
    for (const data of orders) await store.appendToStream(data.orderId, [{ type: 'OrderPlaced', data }]);
    const streams = new Set(orders.map(({ orderId }) => orderId));
    let seen = 0;
    for (let group = 0; group < groups; group++)
      for (const stream of streams) seen += (await store.readStream(stream)).events.length;
    return seen;
  },
};
