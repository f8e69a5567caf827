/** One program that measures one thing once. */
export interface Case {
  readonly name: string;
  /** In cases/; it prints its figure alone on its last line. */
  readonly file: string;
  readonly args?: readonly string[];
}

/** Cases that do the same work; the first is evflow. */
export interface Comparison {
  readonly title: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
  readonly cases: readonly Case[];
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
    title: 'broker: keyed publish and deliver to one group',
    unit: 'events/s',
    better: 'more',
    cases: [
      { name: 'evflow, validated', file: 'broker.ts', args: ['evflow'] },
      { name: 'evflow, validated and traced', file: 'broker.ts', args: ['evflow-traced'] },
      { name: 'mqemitter', file: 'broker.ts', args: ['mqemitter'] },
      { name: 'emittery', file: 'broker.ts', args: ['emittery'] },
      { name: 'emmett, in-memory append', file: 'broker.ts', args: ['emmett'] },
    ],
  },
];
