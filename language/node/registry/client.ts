import type { RegistryError } from './access.ts';
import type { Answer, Connection, Request } from './http.ts';
import { MODES, type Mode } from './modes.ts';

/** A schema as a registry takes it. */
export interface RegistrySchema {
  readonly schemaType: 'JSON' | 'AVRO';
  readonly schema: string;
  /** What the schema calls schemas that are registered themselves. */
  readonly references: readonly Reference[];
}

export interface Reference {
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

export interface Verdict {
  /** `undecided`: the registry cannot read or compare what it was sent. */
  readonly outcome: 'compatible' | 'incompatible' | 'undecided';
  /** The registry's own words for why not. */
  readonly messages: readonly string[];
}

/** What became of a schema that was to be registered. */
export type Registered = { readonly id: number } | { readonly refused: string };

/** Codes of the REST interface. */
const NO_SUBJECT = 40401;
const NO_VERSION = 40402;
const NO_SCHEMA = 40403;
const NO_MODE = 40408;

/** The REST interface of a Confluent-compatible registry, as far as evflow uses it. Every method throws `RegistryError`. */
export class Registry {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The numbers of a subject's versions; undefined where the registry has no such subject. */
  async versions(subject: string): Promise<readonly number[] | undefined> {
    const request = { method: 'GET', path: `${subjectPath(subject)}/versions`, about: named(subject) } as const;
    const answer = await this.#connection.ask(request);
    if (codeOf(answer) === NO_SUBJECT) return undefined;
    if (isList(answer.body)) return answer.body;
    throw this.#unexpected(request, answer);
  }

  /** The version under which a subject has a schema; undefined where it has not, or is not there. */
  async find(subject: string, schema: RegistrySchema): Promise<number | undefined> {
    const request = {
      method: 'POST',
      path: subjectPath(subject),
      body: bodyOf(schema),
      about: named(subject),
    } as const;
    const answer = await this.#connection.ask(request);
    const code = codeOf(answer);
    if (code === NO_SUBJECT || code === NO_SCHEMA || code === NO_VERSION) return undefined;
    const { version } = membersOf(answer);
    if (typeof version === 'number') return version;
    throw this.#unexpected(request, answer);
  }

  /** What the registry holds a subject to, its own default where nothing is said about the subject. */
  async mode(subject: string): Promise<Mode> {
    const own = {
      method: 'GET',
      path: `/config/${encoded(subject)}?defaultToGlobal=true`,
      about: named(subject),
    } as const;
    const answer = await this.#connection.ask(own);
    const [request, found] =
      codeOf(answer) === NO_MODE || codeOf(answer) === NO_SUBJECT
        ? await this.#globalMode(subject)
        : ([own, answer] as const);
    const { compatibilityLevel } = membersOf(found);
    const mode = MODES.find((one) => one === compatibilityLevel);
    if (mode !== undefined) return mode;
    throw this.#unexpected(request, found);
  }

  async #globalMode(subject: string): Promise<readonly [Request, Answer]> {
    const request = { method: 'GET', path: '/config', about: named(subject) } as const;
    return [request, await this.#connection.ask(request)];
  }

  async setMode(subject: string, mode: Mode): Promise<void> {
    const path = `/config/${encoded(subject)}`;
    const request = { method: 'PUT', path, body: { compatibility: mode }, about: named(subject) } as const;
    const answer = await this.#connection.ask(request);
    if (answer.status >= 400) throw this.#unexpected(request, answer);
  }

  /** Whether a subject's mode lets a schema be its next version. */
  async check(subject: string, schema: RegistrySchema): Promise<Verdict> {
    const ask = (versions: string) =>
      ({
        method: 'POST',
        path: `/compatibility${subjectPath(subject)}/${versions}?verbose=true`,
        body: bodyOf(schema),
        about: named(subject),
      }) as const;
    let request = ask('versions');
    let answer = await this.#connection.ask(request);
    if (isMissing(answer)) {
      // Older ones know no check against all versions that the mode speaks of.
      request = ask('versions/latest');
      answer = await this.#connection.ask(request);
    }
    if (answer.status === 422 || answer.status === 500)
      return { outcome: 'undecided', messages: [this.#connection.complaint(answer.body)] };
    const { is_compatible: isCompatible, messages, reason } = membersOf(answer);
    if (typeof isCompatible !== 'boolean') throw this.#unexpected(request, answer);
    return { outcome: isCompatible ? 'compatible' : 'incompatible', messages: this.#texts(messages, reason) };
  }

  /** Confluent's list of messages, or the one reason that Apicurio gives. */
  #texts(messages: unknown, reason: unknown): string[] {
    const all: unknown[] = Array.isArray(messages) ? messages : [reason];
    return all.filter((one) => typeof one === 'string').map((one) => this.#connection.discreet(one));
  }

  /** Makes a schema a subject's next version, or finds it there. A 500 is about the schema too: it says what broke on it. */
  async register(subject: string, schema: RegistrySchema): Promise<Registered> {
    const path = `${subjectPath(subject)}/versions`;
    const request = { method: 'POST', path, body: bodyOf(schema), about: named(subject) } as const;
    const answer = await this.#connection.ask(request);
    if ([409, 422, 500].includes(answer.status)) return { refused: this.#connection.complaint(answer.body) };
    const { id } = membersOf(answer);
    if (typeof id === 'number') return { id };
    throw this.#unexpected(request, answer);
  }

  #unexpected(request: Request, answer: Answer): RegistryError {
    if (answer.status === 500) return this.#connection.notNow(request, answer);
    const said = this.#connection.complaint(answer.body);
    if (answer.status === 422)
      return this.#connection.failure(request, `it does not take what it is sent (${codeOf(answer)}): ${said}`);
    if (isMissing(answer)) {
      const where = `no ${request.path.split('?')[0]} there`;
      return this.#connection.failure(
        request,
        `${where}; give the address of its Confluent-compatible interface, which may be a path such as /apis/ccompat/v7`,
      );
    }
    const what =
      answer.status >= 400 ? `${codeOf(answer)}${said && `: ${said}`}` : 'which says nothing of what was asked';
    return this.#connection.failure(request, `an answer that evflow does not know (${what})`);
  }
}

/** A 404 that is not about a subject, version or schema, but about the path; or a method that the path has not. */
function isMissing(answer: Answer): boolean {
  return answer.status === 405 || (answer.status === 404 && codeOf(answer) < 40400);
}

/** The code in an error's body, else the status. */
function codeOf(answer: Answer): number {
  const { error_code: code } = membersOf(answer);
  return answer.status >= 400 && typeof code === 'number' && code > 0 ? code : answer.status;
}

function membersOf({ body }: Answer): { readonly [name: string]: unknown } {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function isList(body: unknown): body is number[] {
  return Array.isArray(body) && body.every((one) => typeof one === 'number');
}

function bodyOf({ schema, schemaType, references }: RegistrySchema) {
  return { schema, schemaType, ...(references.length > 0 && { references }) };
}

const encoded = (name: string) => encodeURIComponent(name);
const subjectPath = (subject: string) => `/subjects/${encoded(subject)}`;
const named = (subject: string) => `the subject ${subject}`;
