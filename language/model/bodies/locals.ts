import type { Checker } from './checker.ts';
import { type Local, localNamed, type Scope } from './scope.ts';

/** Adds a local to a scope. A name that a local around it has already would be two things, so it is reported. */
export function declareLocal(cx: Checker, scope: Scope, local: Local): void {
  if (local.name === '') return;
  const known = localNamed(scope, local.name);
  if (known && known.node !== local.node) {
    cx.report('EVF6021', local.node, { name: local.name }, [cx.here(known.node, `\`${local.name}\` is declared here`)]);
  }
  cx.targets.set(local.node, local.target);
  scope.locals.set(local.name, local);
}
