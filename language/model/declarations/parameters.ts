import { Findings, TypeReader } from '../structure.ts';
import type { DeclarationContext } from './context.ts';

/** The types of a query's parameters. */
export function checkParameters(cx: DeclarationContext): void {
  const { node, file } = cx.entity;
  if (node.kind !== 'projection') return;
  const findings = new Findings();
  const reader = new TypeReader(cx.project, file.uri, findings);
  for (const item of node.items) if (item.kind === 'query') for (const param of item.params) reader.type(param.type);
  cx.add(findings);
}
