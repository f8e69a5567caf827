/** 50xx and 51xx: sagas and choreographies that do not end well. */
export interface SagaProblems {
  /** A step that no arrow from the first one leads to. */
  EVF5001: { readonly saga: string; readonly step: string };
  /** A saga that cannot be done, or a step that an instance stays in for ever. */
  EVF5002: { readonly saga: string; readonly step: string | undefined; readonly hasSteps: boolean };
  /** A step, or its compensation, that may wait for ever. */
  EVF5003: {
    readonly step: string;
    readonly compensation: boolean;
    readonly afterPivot: boolean;
    readonly replies: readonly string[];
    readonly braces: object | undefined;
  };
  /** An abort that leaves undone what a step has done. */
  EVF5004: {
    readonly saga: string;
    readonly step: string;
    readonly command: string;
    readonly part: string;
    readonly way: string;
    readonly unknown: boolean;
    readonly braces: object | undefined;
  };
  /** A compensation whose reply is not awaited. */
  EVF5005: {
    readonly step: string;
    readonly command: string;
    /** What its handler says, as the saga's file would write it. */
    readonly replies: readonly string[];
    readonly braces: object | undefined;
  };
  /** An abort behind the point of no return. */
  EVF5006: { readonly saga: string; readonly step: string; readonly pivot: string };
  /** A rejection that a step does not await. */
  EVF5007: {
    readonly step: string;
    readonly command: string;
    readonly part: string;
    readonly mayAbort: boolean;
    readonly braces: object | undefined;
  };
  /** A message that says nothing about the instance that it is meant for. */
  EVF5008: {
    readonly part: string;
    readonly kind: string;
    readonly message: string;
    readonly path: string;
    readonly missing: string;
  };
  /** A step that waits for nothing. */
  EVF5009: { readonly step: string; readonly sends: readonly string[] };
  /** A second pivot. */
  EVF5010: { readonly saga: string; readonly first: string; readonly second: string; readonly step: object };
  /** `retry` with nothing to send again, or nothing to come. */
  EVF5011: { readonly step: string; readonly lacks: 'sends' | 'waits' };
  /** A step of a `parallel` that does not join, or an arrow that leaves its siblings behind. */
  EVF5012: { readonly step: string; readonly parallel: string; readonly target: string | undefined };
  /** A compensation that does not end in `compensated`. */
  EVF5013: { readonly step: string; readonly target: string };
  /** A saga without `start on`. */
  EVF5014: { readonly saga: string };
  /** A choreography that does not say how it begins, or how it ends. */
  EVF5101: { readonly choreography: string; readonly lacks: 'start' | 'ends' };
  /** An arrow that no handler realises, in a version where one is named. */
  EVF5102: {
    readonly from: string;
    readonly to: readonly string[];
    readonly part: string | undefined;
    /** What is said instead. */
    readonly says: readonly string[];
  };
  /** A path that comes to no end. */
  EVF5103: { readonly choreography: string; readonly way: readonly string[]; readonly isCircle: boolean };
  /** A failing path that leaves something standing. */
  EVF5104: { readonly standing: string; readonly end: string; readonly way: readonly string[] };
  /** A line that no path comes to. */
  EVF5105: {
    readonly choreography: string;
    readonly message: string;
    readonly isEnd: boolean;
    readonly follows: boolean;
  };
  /** Something that a handler says and no arrow foresees. */
  EVF5106: {
    readonly part: string;
    readonly from: string;
    readonly message: string;
    readonly after: object | undefined;
  };
  /** Something that is compensated and was not there. */
  EVF5107: { readonly message: string; readonly by: string };
}
