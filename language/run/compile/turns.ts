import type { Node } from '../../syntax/tree.ts';
import { BodyError, type Frame } from '../program.ts';

/** So often the loops of one execution may go round; what needs more would hold the whole run up. */
export const MAX_TURNS = 1_000_000;

/** Notes that a loop goes round once more. */
export function countTurn(frame: Frame, loop: Node): void {
  if (++frame.turns <= MAX_TURNS) return;
  throw new BodyError('error', `its loops go round more than ${MAX_TURNS.toLocaleString('en')} times`, loop);
}
