import type { Problem } from '../model/problem.ts';
import type { Fix } from '../syntax/diagnostic.ts';
import { insertion, newlineOf } from './fixes.ts';
import { indentOf } from './layout.ts';
import type { Place } from './rule.ts';

/** What versions break may be meant, which the next reader wants to know the reason for. */
const WAIVABLE = /^EVF40(0[3-9]|[1-6]\d)$/;

/** Silences a problem by a comment on the line above it, whose reason is left to write. */
export function waiver({ code, span }: Problem, { file }: Place): Fix[] {
  if (!WAIVABLE.test(code)) return [];
  const start = file.text.lastIndexOf('\n', span.start - 1) + 1;
  const comment = `${indentOf(file, span.start)}// evflow-ignore ${code}: say why${newlineOf(file)}`;
  return [insertion(`Waive ${code} here, with a reason`, file, start, comment, false)];
}
