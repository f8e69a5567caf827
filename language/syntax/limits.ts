/** UTF-16 code units of a file; beyond it a file is not parsed. */
export const longestText = 8 * 1024 * 1024;

/** Levels of braces, parentheses and types inside each other. */
export const deepestNesting = 200;

/** Errors of one file; the rest is left out. */
export const mostErrors = 100;
