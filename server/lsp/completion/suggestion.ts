import type { CompletionItemKind } from 'vscode-languageserver';
import type { Entity } from '../../../language/model/entities.ts';

/** Something that may be written at the cursor. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string | undefined;
  readonly doc?: string | undefined;
  /** The declaration behind it, which may need a `use`. */
  readonly entity?: Entity | undefined;
  /** A snippet to insert where it is not the label. */
  readonly insert?: string | undefined;
  /** Shown before the others. */
  readonly isLikely?: boolean | undefined;
}
