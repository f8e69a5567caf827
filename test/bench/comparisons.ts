/** One program that measures one thing once. */
export interface Case {
  readonly name: string;
  /** In cases/; it prints its figure alone on its last line. */
  readonly file: string;
  readonly args?: readonly string[];
  /** Without this program the case is left out. */
  readonly needs?: Program;
}

export interface Program {
  readonly name: string;
  /** Where to get it. */
  readonly whence: string;
}

const NATS: Program = { name: 'nats-server', whence: 'Debian and Ubuntu have it as the package nats-server' };

/** Cases that do the same work; the first is evflow. */
export interface Comparison {
  readonly title: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
  /** What a reader must know to compare. */
  readonly note?: string;
  readonly cases: readonly Case[];
}

/** What one message costs in runs of growing size. */
export interface Growth {
  readonly title: string;
  readonly unit: string;
  readonly file: string;
  /** Before the size. */
  readonly args: readonly string[];
  readonly sizes: readonly number[];
}

export const comparisons: readonly Comparison[] = [
  {
    title: 'parse: text to a tree',
    unit: 'MB/s',
    better: 'more',
    cases: [
      { name: 'evflow', file: 'parse.ts', args: ['evflow'] },
      { name: 'Langium, a language of entities', file: 'parse.ts', args: ['langium'] },
    ],
  },
  {
    title: 'keystroke: to diagnostics in a project of 1,000 files',
    unit: 'ms',
    better: 'less',
    cases: [
      { name: 'evflow', file: 'keystroke.ts', args: ['evflow'] },
      { name: 'Langium, a language of entities', file: 'keystroke.ts', args: ['langium'] },
    ],
  },
  brokers('one group', 1),
  brokers('four groups', 4),
  {
    title: 'scenarios: given, when, then',
    unit: 'scenarios/s',
    better: 'more',
    note: "evflow runs a broker with validation and trace from message to message; emmett's specification calls one function.",
    cases: [
      { name: 'evflow, examples/hello', file: 'scenarios.ts', args: ['evflow'] },
      { name: 'emmett, specification of a decider', file: 'scenarios.ts', args: ['emmett'] },
    ],
  },
];

const SIZES = [1_000, 10_000, 100_000, 1_000_000];

export const growths: readonly Growth[] = [
  { title: 'growth of time: one run', unit: 'ns/message', file: 'growth.ts', args: ['time'], sizes: SIZES },
  { title: 'growth of memory: one run', unit: 'bytes/message', file: 'growth.ts', args: ['memory'], sizes: SIZES },
];

function brokers(readers: string, groups: number): Comparison {
  const by = (name: string, who: string): Case => ({ name, file: 'broker.ts', args: [who, `${groups}`] });
  return {
    title: `broker: publish and deliver to ${readers}`,
    unit: 'messages/s',
    better: 'more',
    note: 'evflow validates, partitions by key and keeps a log; emmett keeps a log, the other libraries only call; NATS crosses sockets.',
    cases: [
      by('evflow', 'evflow'),
      by('evflow, traced', 'evflow-traced'),
      by('EventEmitter3', 'eventemitter3'),
      by('RxJS Subject', 'rxjs'),
      by('mqemitter', 'mqemitter'),
      by('emittery', 'emittery'),
      by('emmett, in-memory append and read', 'emmett'),
      { ...by('NATS server on loopback', 'nats'), needs: NATS },
    ],
  };
}
