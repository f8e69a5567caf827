import standalone from 'ajv/dist/standalone/index.js';
import { planOf } from '../../model/schema/plan.ts';
import { readerSchema, type Side, schemaId, writerSchema } from '../../model/schema/schema.ts';
import { declaredType, type Root, reach, type Shapes } from '../../model/schema/shapes.ts';
import { addDefinitions, createAjv } from '../../model/schema/validator.ts';
import { identifier, Names } from './names.ts';

/** The name under which the file of schemas exports that of a message's version. */
export type SchemaNames = ReadonlyMap<string, string>;

/** Names for the schemas of messages, by their versions' keys. */
export function schemaNames(messages: readonly string[]): SchemaNames {
  const names = new Names();
  return new Map(messages.map((key) => [key, names.take(identifier(key))]));
}

/** All checks and reading plans of a project's messages as one module; its checks are compiled, and need no ajv. */
export function schemasText(
  shapes: Shapes,
  messages: readonly string[],
  names: SchemaNames,
  extension: string,
): string {
  const root = allOf(messages);
  const { keys } = reach(shapes, root);
  const functions = new Names();
  const validators = new Map(
    keys.flatMap((key) =>
      (['writer', 'reader'] as const).map((side) => [
        schemaId(side, key),
        functions.take(`${side}_${identifier(key)}`),
      ]),
    ),
  );
  const { plans } = planOf(shapes, root);
  const validator = (side: Side, key: string) => validators.get(schemaId(side, key));
  const schemas = messages.map((key) => {
    const plan = plans.has(key) ? `plans.get(${JSON.stringify(key)})` : 'undefined';
    const { deep } = reach(shapes, declaredType(key));
    const checks = `writer: ${validator('writer', key)}, reader: ${validator('reader', key)}`;
    return `export const ${names.get(key)}: Schema = { plan: ${plan}, plans, deep: ${deep}, ${checks} };\n`;
  });
  return [
    `import { codePoints, plainNumber, type Plan, type Schema } from './support${extension}';\n\n`,
    `const plans: ReadonlyMap<string, Plan> = new Map(${plansText([...plans])});\n\n`,
    validatorsText(shapes, root, validators),
    '\n\n',
    ...schemas,
  ].join('');
}

/** A type that uses all messages. */
function allOf(messages: readonly string[]): Root {
  return { kind: 'union', tag: '', cases: messages.map((key) => ({ name: key, type: declaredType(key) })) };
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

function validatorsText(shapes: Shapes, root: Root, names: ReadonlyMap<string, string | undefined>): string {
  const definitions = { ...writerSchema(shapes, root).$defs, ...readerSchema(shapes, root).$defs };
  const ajv = createAjv(definitions, { code: { source: true, esm: true, lines: true } });
  addDefinitions(ajv, definitions);
  const exported = Object.fromEntries([...names].map(([id, name]) => [name, id]));
  const code = standalone(ajv, exported as Record<string, string>);
  return withoutUnused(
    code.replace('"use strict";\n', '').replaceAll('require("ajv/dist/runtime/ucs2length").default', 'codePoints'),
  );
}

/** ajv writes down every schema; only few are looked at by its code. */
function withoutUnused(code: string): string {
  const uses = new Map<string, number>();
  for (const [name] of code.matchAll(/\bschema\d+\b/g)) uses.set(name, (uses.get(name) ?? 0) + 1);
  return code.replace(/^const (schema\d+) = .*\n/gm, (line, name: string) => (uses.get(name) === 1 ? '' : line));
}
