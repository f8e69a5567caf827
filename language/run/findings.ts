/** Something that the one who runs should know; each once in a run. */
export interface Finding {
  /** No answer: nothing stands in for a body. Stuck: an instance of a choreography does not keep its contract. */
  readonly kind: 'noAnswer' | 'stuck';
  /** The part's key. */
  readonly part: string;
  readonly text: string;
}
