import { constantOf } from './constants.ts';
import { problem } from './problem.ts';
import type { Project } from './project.ts';
import type { Findings } from './structure.ts';
import type { FieldType, ValueType } from './types.ts';
import { typeText } from './typeText.ts';

/**
 * A type with the values of the defaults that are written in it. A default is kept as it is written: defaults inside it
 * are filled in where the value is used.
 */
export function withDefaults<T extends ValueType>(project: Project, type: T, findings: Findings): T;
export function withDefaults(project: Project, type: ValueType, findings: Findings): ValueType {
  switch (type.kind) {
    case 'record':
      return { kind: 'record', fields: type.fields.map((field) => fieldWithDefault(project, field, findings)) };
    case 'union':
      return {
        ...type,
        cases: type.cases.map((one) => ({ ...one, type: withDefaults(project, one.type, findings) })),
      };
    case 'list':
      return { ...type, item: withDefaults(project, type.item, findings) };
    case 'map':
      return { ...type, value: withDefaults(project, type.value, findings) };
    default:
      return type;
  }
}

function fieldWithDefault(project: Project, field: FieldType, findings: Findings): FieldType {
  const type = withDefaults(project, field.type, findings);
  const expression = field.node.default;
  if (!expression) return { ...field, type };
  const constant = constantOf(expression, field.type, {
    dereference: (declared) =>
      declared.kind === 'declared' ? (project.structure(declared.key) ?? { kind: 'unknown' }) : declared,
    target: (node, target) => findings.targets.set(node, target),
  });
  if ('value' in constant) return { ...field, type, default: constant.value };
  if (constant.why !== '') {
    const args = { field: field.name, type: typeText(field.type), why: constant.why };
    findings.report(problem('EVF2104', constant.span, args));
  }
  return { ...field, type };
}
