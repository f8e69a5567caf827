import { constantOf } from './constants.ts';
import { problem } from './problem.ts';
import type { Project } from './project.ts';
import type { Findings } from './structure.ts';
import type { FieldType, RecordType, ValueType } from './types.ts';
import { typeText } from './typeText.ts';

/**
 * A record with the values of its defaults. A default is kept as it is written: defaults inside it are filled in where
 * the value is used.
 */
export function withDefaults(project: Project, record: RecordType, findings: Findings): RecordType {
  return { kind: 'record', fields: record.fields.map((field) => fieldWithDefault(project, field, findings)) };
}

function fieldWithDefault(project: Project, field: FieldType, findings: Findings): FieldType {
  const type = typeWithDefaults(project, field.type, findings);
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

/** Anonymous records inside a type have defaults of their own. */
function typeWithDefaults(project: Project, type: ValueType, findings: Findings): ValueType {
  switch (type.kind) {
    case 'record':
      return withDefaults(project, type, findings);
    case 'list':
      return { ...type, item: typeWithDefaults(project, type.item, findings) };
    case 'map':
      return { ...type, value: typeWithDefaults(project, type.value, findings) };
    default:
      return type;
  }
}
