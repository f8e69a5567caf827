import type { SourceFile } from '../model/entities.ts';
import type { Code, Problem, ProblemArguments, ProblemOf, Report } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { Fix, Severity } from '../syntax/diagnostic.ts';

/** Where a problem is. */
export interface Place {
  readonly project: Project;
  readonly file: SourceFile;
}

/** One diagnostic: when it is found, what it says, how it is mended, and what its page in the documentation holds. */
export interface Rule<C extends Code = Code> {
  readonly code: C;
  readonly severity: Severity;
  /** Where it depends on what was found; `severity` is then the gravest. */
  readonly severityOf?: (args: ProblemArguments[C]) => Severity;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Why it is wrong and what to do, in Markdown. */
  readonly explanation: string;
  /** Whole sentences: what is wrong here, what there is instead, what to do. */
  readonly message: (args: ProblemArguments[C]) => string;
  /** Changes that mend it, the best first. */
  readonly fix?: (found: ProblemOf<C>, place: Place) => Fix[];
  /** Looks for it in a file with regard to the whole project; absent where the model finds it. */
  readonly find?: (place: Place, report: Report) => void;
  /**
   * A file, or several under lines `// file: name` (`// published: name` where it has been published before), in which this is found and no other error or warning; a line of
   * carets under the place says so, as in tests.
   */
  readonly failing: string;
  /** The same without any diagnostic. */
  readonly mended: string;
}

export function rule<C extends Code>(definition: Rule<C>): Rule<C> {
  return definition;
}

export type { Code, Problem, ProblemOf };
