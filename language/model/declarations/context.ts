import type { RelatedPlace } from '../../syntax/diagnostic.ts';
import type { Span } from '../../syntax/tree.ts';
import type { Entity } from '../entities.ts';
import { type Code, type ProblemArguments, problem } from '../problem.ts';
import type { Project } from '../project.ts';
import type { Findings } from '../structure.ts';
import type { Target } from '../types.ts';

/** What the checks of one declaration share. */
export class DeclarationContext {
  readonly project: Project;
  readonly entity: Entity;
  readonly #findings: Findings;

  constructor(project: Project, entity: Entity, findings: Findings) {
    this.project = project;
    this.entity = entity;
    this.#findings = findings;
  }

  report<C extends Code>(code: C, span: Span, args: ProblemArguments[C], related: readonly RelatedPlace[] = []): void {
    this.#findings.report(problem(code, span, args, related));
  }

  add(findings: Findings): void {
    this.#findings.add(findings);
  }

  target(node: object, target: Target): void {
    this.#findings.targets.set(node, target);
  }

  /** A place in the file of the declaration. */
  here(span: Span, label: string): RelatedPlace {
    return { uri: this.entity.file.uri, span, label };
  }
}

/** The name of another declaration, as a related place. */
export function declaredAt({ file, node }: Entity, label: string): RelatedPlace {
  return { uri: file.uri, span: node.name, label };
}
