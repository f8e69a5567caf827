import type { Partition } from './partition.ts';

export interface Broker {
  /** Counted from 1. */
  readonly id: number;
  isUp: boolean;
  /** How many faults keep it down. */
  stops: number;
}

/** A copy of a partition on a broker. */
export class Replica {
  readonly partition: Partition;
  readonly broker: Broker;
  /** How much of the log it has. */
  end = 0;
  /** Whether it has all that is committed, and so may become leader. */
  inSync = true;
  /** Ready: fetching from the leader is among the enabled steps. */
  state: 'idle' | 'ready' = 'idle';

  constructor(partition: Partition, broker: Broker) {
    this.partition = partition;
    this.broker = broker;
  }
}
