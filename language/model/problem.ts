import type { RelatedPlace } from '../syntax/diagnostic.ts';
import type { Span } from '../syntax/tree.ts';
import type { BodyProblems } from './problems/bodies.ts';
import type { DeclarationProblems } from './problems/declarations.ts';
import type { EvolutionProblems } from './problems/evolution.ts';
import type { NameProblems } from './problems/names.ts';
import type { SagaProblems } from './problems/sagas.ts';
import type { ScenarioProblems } from './problems/scenarios.ts';
import type { TopologyProblems } from './problems/topology.ts';
import type { TypeProblems } from './problems/types.ts';

/** What each kind of problem knows about itself, by code. The words are the rule's, in check/. */
export interface ProblemArguments
  extends NameProblems,
    TypeProblems,
    DeclarationProblems,
    TopologyProblems,
    EvolutionProblems,
    SagaProblems,
    BodyProblems,
    ScenarioProblems {}

export type Code = keyof ProblemArguments;

/**
 * Something wrong, without words. `span` and the related spans are nodes of a tree or parts of one, so that they move
 * with a declaration that only moved.
 */
export interface ProblemOf<C extends Code> {
  readonly code: C;
  readonly span: Span;
  readonly args: ProblemArguments[C];
  readonly related: readonly RelatedPlace[];
}

export type Problem = { [C in Code]: ProblemOf<C> }[Code];

export type Report = (problem: Problem) => void;

export function problem<C extends Code>(
  code: C,
  span: Span,
  args: ProblemArguments[C],
  related: readonly RelatedPlace[] = [],
): Problem {
  return { code, span, args, related } as Problem;
}
