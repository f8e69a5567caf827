import path from 'node:path';

/** The checkout's folder. */
export const root = path.dirname(import.meta.dirname);

/** An absolute path from one inside the checkout. */
export const inRoot = (...parts: string[]): string => path.join(root, ...parts);
