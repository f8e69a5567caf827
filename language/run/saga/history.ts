import type { Value } from '../../model/types.ts';
import type { Node } from '../../syntax/tree.ts';
import type { Output } from '../attempt.ts';
import type { Delivery } from '../delivery.ts';
import type { Message } from '../message.ts';
import type { Data } from '../program.ts';

/** What an instance keeps of its state after a block has run. */
export interface Kept {
  readonly state: Data;
  readonly locals: readonly Value[];
}

/** Where an instance stands: a step's own work, or its compensation. */
export interface Position {
  readonly step: string;
  readonly compensating: boolean;
}

/**
 * One thing that happened to an instance. Where it stands follows from these alone: they are what a store keeps.
 * `by` is the delivery that made it happen; of a timer, the one that set the timer.
 */
export type SagaEvent = { readonly time: number; readonly by: Delivery } & (
  | { readonly kind: 'started'; readonly message: Message; readonly key: Value; readonly kept: Kept }
  | (Position & {
      readonly kind: 'entered';
      /** How many times a step or compensation of this instance was entered before. */
      readonly entry: number;
      readonly sent: readonly Output[];
      readonly kept: Kept;
    })
  | (Position & {
      readonly kind: 'came';
      readonly message: Message;
      readonly sent: readonly Output[];
      readonly kept: Kept;
    })
  | (Position & {
      readonly kind: 'rejected';
      readonly message: Message;
      readonly reason: string;
      readonly sent: readonly Output[];
      readonly kept: Kept;
    })
  | (Position & { readonly kind: 'timedOut'; readonly timeout: number })
  | (Position & { readonly kind: 'retried'; readonly timeout: number; readonly retry: number })
  /** Its work is done; `failed` leaves nothing to compensate, `unknown` may have. */
  | (Position & { readonly kind: 'left'; readonly outcome: 'completed' | 'failed' | 'unknown' })
  | { readonly kind: 'aborting'; readonly reason: string }
  /** `node`: where a body failed. */
  | (Position & { readonly kind: 'parked'; readonly reason: string; readonly node: Node | undefined })
  | (Position & { readonly kind: 'resumed' })
  | {
      readonly kind: 'ended';
      readonly outcome: 'done' | 'aborted';
      readonly sent: readonly Output[];
      readonly kept: Kept;
    }
  /** Nobody waits for it any more. */
  | { readonly kind: 'ignored'; readonly message: Message }
);

export type SagaStatus = 'running' | 'done' | 'aborted' | 'parked';
