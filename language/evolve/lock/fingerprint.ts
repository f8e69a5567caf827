import { hashText } from '../../run/ids.ts';
import type { TypesUsed } from './typesUsed.ts';

/**
 * The fingerprints of declarations in canonical form. Each covers its declaration and all types that it uses, so that the
 * fingerprint of a message speaks for all that travels with it.
 */
export class Fingerprints {
  readonly #declarations: ReadonlyMap<string, string>;
  readonly #types: TypesUsed;
  readonly #bundles = new Map<string, string>();

  /** `declarations` by key. */
  constructor(declarations: ReadonlyMap<string, string>, types: TypesUsed) {
    this.#declarations = declarations;
    this.#types = types;
  }

  /** 16 hexadecimal digits. */
  of(key: string): string {
    const used = [...this.#types.by(key)].sort();
    return hash([this.#line(key), ...used.map((type) => `${type} ${this.#bundle(type)}`)]);
  }

  /** The hash of a type with all that it uses: of the whole set, since types may use each other. */
  #bundle(type: string): string {
    let bundle = this.#bundles.get(type);
    if (bundle === undefined) {
      bundle = hash([...this.#types.all([type])].sort().map((key) => this.#line(key)));
      this.#bundles.set(type, bundle);
    }
    return bundle;
  }

  #line(key: string): string {
    return `${key} ${this.#declarations.get(key) ?? ''}`;
  }
}

function hash(lines: readonly string[]): string {
  return hashText(lines.join('\n')).text.replaceAll('-', '').slice(0, 16);
}
