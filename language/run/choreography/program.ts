import type { Contract } from '../../model/choreographies/contract.ts';
import type { ChoreographyInfo } from '../../model/meaning.ts';

/** A choreography made ready to be followed. */
export interface ChoreographyProgram {
  readonly info: ChoreographyInfo;
  readonly contract: Contract;
}
