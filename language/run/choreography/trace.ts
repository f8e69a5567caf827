export type ChoreographyStatus = 'running' | 'done' | 'aborted' | 'stuck';

/** How an instance of a choreography stands after a message; without one, its time is up. */
export interface ChoreographyEntry {
  readonly kind: 'choreography';
  readonly part: string;
  /** The instance's key as text. */
  readonly instance: string;
  readonly status: ChoreographyStatus;
  /** The version's key of the message that came. */
  readonly message: string | undefined;
  readonly eventId: string | undefined;
  /** Whole names of what may come next; of a stray, what should have come instead. */
  readonly awaited: readonly string[];
}
