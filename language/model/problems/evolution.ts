/** 40xx: what versions do to those who read and write others. */
// biome-ignore lint/suspicious/noEmptyInterface: filled rule by rule
export interface EvolutionProblems {}
