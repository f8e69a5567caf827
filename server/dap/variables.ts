import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Value } from '../../language/model/types.ts';
import { typeText } from '../../language/model/typeText.ts';
import { isObject } from '../../language/run/values/objects.ts';
import { HIDDEN, type ValuePart } from '../../language/run/values/parts.ts';
import { Handles } from './handles.ts';
import type { ScenarioDebuggee } from './scenarioDebuggee.ts';
import type { ScopeView } from './scopes.ts';

/** Values as the editor shows them. One with others inside is asked for them by its number, until the run goes on. */
export class Variables {
  readonly #debuggee: ScenarioDebuggee;
  readonly #inside = new Handles<() => DebugProtocol.Variable[]>();

  constructor(debuggee: ScenarioDebuggee) {
    this.#debuggee = debuggee;
  }

  clear(): void {
    this.#inside.clear();
  }

  /** @returns the number under which the editor asks for the values of a scope */
  addScope({ parts, prefix }: ScopeView): number {
    return this.#inside.add(() =>
      parts().map((part) => this.variable(part, prefix === undefined ? undefined : prefix + part.name)),
    );
  }

  /** What stands inside the scope or value of a number. */
  inside(reference: number): DebugProtocol.Variable[] {
    return this.#inside.get(reference)?.() ?? [];
  }

  /** @param path how the text names the value; undefined where it cannot */
  variable({ name, value, type, sensitive }: ValuePart, path: string | undefined): DebugProtocol.Variable {
    if (sensitive) return { name, value: HIDDEN, variablesReference: 0 };
    return {
      name,
      value: this.#debuggee.values.value(value, type),
      ...(type.kind !== 'unknown' && { type: typeText(type) }),
      ...(path !== undefined && { evaluateName: path }),
      ...(Array.isArray(value) && { indexedVariables: value.length }),
      variablesReference: isEmpty(value) ? 0 : this.#inside.add(() => this.#parts({ value, type }, path)),
    };
  }

  #parts({ value, type }: Pick<ValuePart, 'value' | 'type'>, path: string | undefined): DebugProtocol.Variable[] {
    const isMap = !Array.isArray(value) && this.#debuggee.project.dereference(type).kind === 'map';
    const inside = (name: string) =>
      Array.isArray(value) ? `[${name}]` : isMap ? `[${JSON.stringify(name)}]` : `.${name}`;
    return this.#debuggee
      .partsOf(value, type)
      .map((part) => this.variable(part, path === undefined ? undefined : path + inside(part.name)));
  }
}

function isEmpty(value: Value): boolean {
  return Array.isArray(value) || isObject(value) ? Object.keys(value).length === 0 : true;
}
