import type { Baseline } from '../../model/baseline.ts';
import type { Problem } from '../../model/problem.ts';
import type { Project } from '../../model/project.ts';
import type { Span } from '../../syntax/tree.ts';

export const LOCK_NAME = 'evflow.lock';

/** The edition of the file's format. A reader refuses newer ones. */
export const LOCK_EDITION = 1;

/** One line of evflow.lock: a published version, or a topic or part as it was when something was last published. */
export interface LockEntry {
  /** `shop.OrderCreated@1.0`, `shop.orders` */
  readonly key: string;
  readonly kind: 'message' | 'record' | 'enum' | 'union' | 'topic' | 'consumer' | 'aggregate' | 'saga';
  /** Dotted; empty where there is none. */
  readonly namespace: string;
  /** The hash of the declaration and of those of all types that it uses, 16 hexadecimal digits. */
  readonly fingerprint: string;
  /** The declaration in canonical form. */
  readonly declaration: string;
  /** Where the line is in the text of the lock. */
  readonly span: Span;
}

/** An evflow.lock that was read: what was published, as a project. */
export interface Lock extends Baseline {
  readonly text: string;
  /** Each key once, in the order of the file. */
  readonly entries: readonly LockEntry[];
  /** Lines that say something else of a key than its entry does. */
  readonly rivals: readonly LockEntry[];
  readonly problems: readonly Problem[];
}

/** What evflow.lock says of a project, where it has one. */
export function lockOf(project: Project): Lock | undefined {
  return project.baselines.find((baseline): baseline is Lock => 'entries' in baseline);
}

const VERSIONED: readonly LockEntry['kind'][] = ['message', 'record', 'enum', 'union'];

/** True for what never changes again; topics and parts are as they are today. */
export function isVersion({ kind }: Pick<LockEntry, 'kind'>): boolean {
  return VERSIONED.includes(kind);
}
