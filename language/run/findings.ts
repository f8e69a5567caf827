/** Something that the one who runs should know; each once in a run. */
export interface Finding {
  /** Not built yet: what is there would do something, and the run does not. No answer: nothing stands in for a body. */
  readonly kind: 'notBuilt' | 'noAnswer';
  /** The part's key. */
  readonly part: string;
  readonly text: string;
}
