import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Value } from '../../language/model/types.ts';

/** A value with children is asked for by its number; numbers live until the run goes on. */
export class VariableStore {
  #byReference: (() => DebugProtocol.Variable[])[] = [];

  clear(): void {
    this.#byReference = [];
  }

  /** @returns a reference under which the editor may ask for the variables; they are made then */
  add(variables: () => DebugProtocol.Variable[]): number {
    return this.#byReference.push(variables);
  }

  get(reference: number): DebugProtocol.Variable[] {
    return this.#byReference[reference - 1]?.() ?? [];
  }

  /** A wire value as the editor shows it. What is `hidden` must not be seen. */
  variable(name: string, value: Value | undefined, hidden = false): DebugProtocol.Variable {
    if (hidden) return { name, value: '(sensitive)', variablesReference: 0 };
    if (Array.isArray(value)) return { name, value: listText(value), variablesReference: this.#children(value), indexedVariables: value.length };
    if (value !== null && typeof value === 'object') return { name, value: JSON.stringify(value), variablesReference: this.#children(value) };
    return { name, value: value === undefined ? 'absent' : JSON.stringify(value), variablesReference: 0 };
  }

  /** The fields of a record or map, in their own order. */
  fields(values: object, hidden: ReadonlySet<string> = new Set()): DebugProtocol.Variable[] {
    return Object.entries(values).map(([name, value]) => this.variable(name, value as Value, hidden.has(name)));
  }

  #children(value: object): number {
    return Object.keys(value).length === 0 ? 0 : this.add(() => this.fields(value));
  }
}

function listText(value: readonly Value[]): string {
  return value.length <= 3 ? JSON.stringify(value) : `${value.length} items`;
}
