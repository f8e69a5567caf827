import type { ValidateFunction } from 'ajv';
import { planOf } from '../../model/schema/plan.ts';
import { readerSchema, schemaId, writerSchema } from '../../model/schema/schema.ts';
import { anyOf, declaredType, reach, type Shapes } from '../../model/schema/shapes.ts';
import { addDefinitions, createAjv } from '../../model/schema/validator.ts';
import { identifier, Names } from './names.ts';
import { standaloneText, validatorName } from './standalone.ts';

/** The name under which the file of schemas exports that of a message's version. */
export type SchemaNames = ReadonlyMap<string, string>;

/** Names for the schemas of messages, by their versions' keys. */
export function schemaNames(messages: readonly string[]): SchemaNames {
  const names = new Names();
  return new Map(messages.map((key) => [key, names.take(identifier(key))]));
}

/**
 * All checks and reading plans of a project's messages as one module; its checks are compiled, and need no ajv.
 * @throws RangeError where too many types refer to each other in one ring
 */
export function schemasText(
  shapes: Shapes,
  messages: readonly string[],
  names: SchemaNames,
  extension: string,
): string {
  const root = anyOf(messages);
  const definitions = { ...writerSchema(shapes, root).$defs, ...readerSchema(shapes, root).$defs };
  const ajv = createAjv(definitions, { inlineRefs: false, code: { source: true, lines: true } });
  addDefinitions(ajv, definitions);
  const checks = messages.map((key) => ({
    writer: ajv.getSchema(schemaId('writer', key)) as ValidateFunction,
    reader: ajv.getSchema(schemaId('reader', key)) as ValidateFunction,
  }));
  const { plans } = planOf(shapes, root);
  const schemas = checks.map(({ writer, reader }, index) => {
    const key = messages[index] as string;
    const plan = plans.has(key) ? `plans.get(${JSON.stringify(key)})` : 'undefined';
    const { deep } = reach(shapes, declaredType(key));
    const both = `writer: ${validatorName(writer)}, reader: ${validatorName(reader)}`;
    return `export const ${names.get(key)}: Schema = { plan: ${plan}, plans, deep: ${deep}, ${both} };\n`;
  });
  return [
    `import { codePoints, noted, plainNumber, type Plan, type Schema } from './support${extension}';\n\n`,
    `const plans: ReadonlyMap<string, Plan> = new Map(${plansText([...plans])});\n\n`,
    standaloneText(checks.flatMap(({ writer, reader }) => [writer, reader])),
    '\n',
    ...schemas,
  ].join('');
}

function plansText(plans: readonly (readonly [string, unknown])[]): string {
  return `[\n${plans.map((entry) => `  ${json(entry)},\n`).join('')}]`;
}

/** JSON that is the same value as a JavaScript literal: there `"__proto__":` would set a prototype. */
function json(value: unknown): string {
  const text = JSON.stringify(value).replace(
    /[\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
  return text.includes('"__proto__":') ? `JSON.parse(${JSON.stringify(text)})` : text;
}
