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
  {
    title: 'keystroke: to diagnostics in a project of 2,000 messages with five versions each',
    unit: 'ms',
    better: 'less',
    cases: [{ name: 'evflow, a field of one version', file: 'keystroke.ts', args: ['versions'] }],
  },
  {
    title: 'first diagnostics: a project of 2,000 messages with five versions each',
    unit: 'ms',
    better: 'less',
    cases: [{ name: 'evflow', file: 'keystroke.ts', args: ['versions-first'] }],
  },
  relations('compatible'),
  relations('breaking'),
  {
    title: 'relation: verdicts that messages disprove, of 48',
    unit: 'wrong',
    better: 'less',
    note: "Two verdicts a pair, held against ajv on the writer's messages. Avro has no constraints; the validator knows no reader.",
    cases: relationCases('verdicts'),
  },
  brokers('one group', 1),
  brokers('four groups', 4),
  ...[1, 100, 10_000].flatMap((events) => [aggregates('append', events), aggregates('load', events)]),
  {
    title: 'projections: built again from 100,000 events',
    unit: 'events/s',
    better: 'more',
    note: 'evflow reads its topic with ids and offsets; emmett has no rebuild in memory, so its streams are read and folded.',
    cases: [
      { name: 'evflow', file: 'projections.ts', args: ['evflow'] },
      { name: 'emmett, streams read and folded', file: 'projections.ts', args: ['emmett'] },
    ],
  },
  {
    title: 'sagas: 1,000 instances of two steps, all under way at once',
    unit: 'instances/s',
    better: 'more',
    note: 'evflow carries every command and reply over its inboxes and topics and keeps the history; XState calls an actor.',
    cases: [
      { name: 'evflow', file: 'sagas.ts', args: ['rate', 'evflow', '1000'] },
      { name: 'XState actors', file: 'sagas.ts', args: ['rate', 'xstate', '1000'] },
    ],
  },
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

const INSTANCES = [1_000, 10_000, 100_000];
const SIZES = [1_000, 10_000, 100_000, 1_000_000];

export const growths: readonly Growth[] = [
  { title: 'growth of time: one run', unit: 'ns/message', file: 'growth.ts', args: ['time'], sizes: SIZES },
  {
    title: 'growth of sagas: instances under way at once',
    unit: 'ns/instance',
    file: 'sagas.ts',
    args: ['ns', 'evflow'],
    sizes: INSTANCES,
  },
  { title: 'growth of memory: one run', unit: 'bytes/message', file: 'growth.ts', args: ['memory'], sizes: SIZES },
];

function aggregates(what: 'append' | 'load', events: number): Comparison {
  const by = (name: string, who: string): Case => ({ name, file: 'aggregates.ts', args: [who, what, `${events}`] });
  const length = events === 1 ? 'one event' : `${events.toLocaleString('en')} events`;
  return {
    title: `aggregates: ${what === 'append' ? 'commands to' : 'loads of'} streams of ${length}`,
    unit: what === 'append' ? 'commands/s' : 'loads/s',
    better: 'more',
    note:
      what === 'append'
        ? "evflow keeps the state it has worked out, and publishes each event; emmett's handler folds the stream for each command."
        : 'The state is folded from the stream, or from the snapshot that is kept every 100 events.',
    cases: [by('evflow', 'evflow'), by('evflow, snapshots', 'evflow-snapshot'), by('emmett, in memory', 'emmett')],
  };
}

function relations(half: 'compatible' | 'breaking'): Comparison {
  return {
    title: `relation: pairs of versions, ${half}`,
    unit: 'pairs/s',
    better: 'more',
    note: 'Both directions. evflow names each change with a code and a smallest message; avsc makes a resolver; the validator a list of patches.',
    cases: relationCases('rate', half),
  };
}

function relationCases(mode: string, ...half: string[]): Case[] {
  const by = (name: string, who: string): Case => ({ name, file: 'relation.ts', args: [mode, who, ...half] });
  return [
    by('evflow', 'evflow'),
    by('avsc resolvers, Avro', 'avsc'),
    by('json-schema-diff-validator', 'json-schema-diff-validator'),
  ];
}

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
