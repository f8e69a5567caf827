import type { Code } from '../model/problem.ts';
import type { Rule } from './rule.ts';

/** Every diagnostic, in order of codes. */
export const CATALOGUE: readonly Rule[] = [];

const byCode = new Map<string, Rule>(CATALOGUE.map((rule) => [rule.code, rule]));

export function ruleOf(code: Code): Rule | undefined {
  return byCode.get(code);
}
