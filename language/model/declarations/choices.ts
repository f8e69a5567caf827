import type { Name, UnionCase } from '../../syntax/tree.ts';
import { nearest } from '../nearest.ts';
import { kindWord } from '../resolve.ts';
import type { ValueType } from '../types.ts';
import { typeText } from '../typeText.ts';
import { withArticle } from '../words.ts';
import type { DeclarationContext } from './context.ts';

/** Enums and unions: they have something to choose from, and `otherwise` names one of it. */
export function checkChoices(cx: DeclarationContext): void {
  const { node } = cx.entity;
  if (node.kind === 'enum') {
    if (node.symbols.length === 0 && node.body)
      cx.report('EVF2110', node.name, { what: `enum ${node.name.text}`, lacks: 'symbol' });
    checkOtherwise(cx, node.otherwise, 'symbol', node.symbols);
  }
  if (node.kind === 'union') {
    if (node.cases.length === 0 && node.body)
      cx.report('EVF2110', node.name, { what: `union ${node.name.text}`, lacks: 'case' });
    checkOtherwise(cx, node.otherwise, 'case', node.cases);
    for (const one of node.cases) checkCase(cx, one);
  }
}

function checkOtherwise(
  cx: DeclarationContext,
  otherwise: Name | undefined,
  what: string,
  choices: readonly { name: Name }[],
): void {
  if (!otherwise || otherwise.text === '') return;
  const chosen = choices.find(({ name }) => name.text === otherwise.text);
  if (chosen) {
    return cx.target(otherwise, { kind: 'symbol', symbol: otherwise.text, node: chosen, uri: cx.entity.file.uri });
  }
  const existing = choices.map(({ name }) => name.text);
  cx.report('EVF2109', otherwise, {
    name: otherwise.text,
    what,
    existing,
    similar: nearest(otherwise.text, existing)[0],
  });
}

/** On the wire a case is its record with the tag beside its fields. */
function checkCase(cx: DeclarationContext, one: UnionCase): void {
  const { project, entity } = cx;
  const shape = project.shapeOf(entity)?.shape;
  if (shape?.kind !== 'union') return;
  const type = shape.cases.find(({ name }) => name === one.name.text)?.type;
  if (!type) return;
  const found = project.dereference(type) as ValueType;
  const args = { union: entity.name, name: one.name.text };
  if (found.kind === 'record') {
    const rival = found.fields.find(({ name }) => name === shape.tag);
    if (rival) cx.report('EVF2108', one.type, { ...args, tag: shape.tag });
  } else if (found.kind !== 'unknown') cx.report('EVF2107', one.type, { ...args, found: describe(cx, type) });
}

function describe({ project }: DeclarationContext, type: ValueType): string {
  const entity = type.kind === 'declared' ? project.entity(type.key) : undefined;
  return entity ? `${withArticle(kindWord(entity))}` : typeText(type);
}
