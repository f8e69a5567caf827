import type { ValidateFunction } from 'ajv';
import type { ValueScopeName } from 'ajv/dist/compile/codegen/index.js';
import type { SchemaEnv } from 'ajv/dist/compile/index.js';

/**
 * The code of compiled checks and of all that they call, as text for one module: what ajv's own `standaloneCode` does, but
 * for any number of them, without what is not used, and in less text. It needs `codePoints`, `plainNumber` and `noted`.
 */
export function standaloneText(roots: readonly ValidateFunction[]): string {
  const declared = new Map<string, string>();
  const functions = new Map<string, string>();
  const pending = [...roots];
  for (const { source } of pending) {
    if (!source || functions.has(String(source.validateName))) continue;
    const code = compact(source.validateCode);
    functions.set(String(source.validateName), code);
    for (const name of Object.values(source.scopeValues).flatMap((names) => [...(names ?? [])])) {
      const called = calledBy(name);
      if (called) pending.push(called);
      if (name.prefix !== 'validate' && new RegExp(`\\b${name}\\b`).test(code))
        declared.set(String(name), declaration(name, called));
    }
  }
  return [...declared.values(), ...functions.values()].join('\n');
}

/** The name of a check in the text. */
export function validatorName({ source }: ValidateFunction): string {
  return String(source?.validateName);
}

/** The check that a name in another check's code stands for. */
function calledBy(name: ValueScopeName): ValidateFunction | undefined {
  if (name.prefix === 'validate') return name.value?.ref as ValidateFunction;
  if (name.prefix === 'wrapper' || name.prefix === 'root') return (name.value as { ref: SchemaEnv }).ref.validate;
  return undefined;
}

function declaration(name: ValueScopeName, called: ValidateFunction | undefined): string {
  const code = called ? `{ validate: ${validatorName(called)} }` : String(name.value?.code);
  return `const ${name} = ${code === 'require("ajv/dist/runtime/ucs2length").default' ? 'codePoints' : code};`;
}

/** Errors are noted by a function instead of six lines each, and without the place in the schema, which nobody reads. */
function compact(code: string): string {
  return code
    .replace(/^\/\*# sourceURL=.*\n/gm, '')
    .replace(/schemaPath:"(?:[^"\\]|\\.)*",/g, '')
    .replace(
      /const (err\d+) = (.*);\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\n/g,
      'vErrors = noted(vErrors, $2);\n',
    );
}
