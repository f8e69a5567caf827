/** The same seed as the command line has where it is told none, so that what fails in the editor fails there too. */
export const SEED = 1;

/** How many entries of a trace are told; more would only keep the editor busy. */
export const TOLD = 10_000;
export const NOT_TOLD = '… and so on; the rest is not shown here.';
