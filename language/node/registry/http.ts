import { type Credentials, RegistryError, VARIABLES } from './access.ts';

/** What a registry answers, and a registry answers JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the registry's address, its names escaped. */
  readonly path: string;
  readonly body?: unknown;
  /** For messages: `the subject orders-value`. */
  readonly about: string;
}

const MEDIA_TYPE = 'application/vnd.schemaregistry.v1+json';
const PATIENCE = 20_000;
/** No registry's answer is as long; what is, is none. In characters. */
const LONGEST = 8_000_000;

/** A way to a registry. It follows no redirect, so that credentials go nowhere else. */
export class Connection {
  readonly address: string;
  readonly #credentials: Credentials;
  readonly #patience: number;

  /** `patience`: milliseconds that one answer may take. */
  constructor(address: string, credentials: Credentials, patience = PATIENCE) {
    this.address = address;
    this.#credentials = credentials;
    this.#patience = patience;
  }

  /**
   * The answer to a request, errors of the registry's own (404, 409, 422, 500 and their like) included.
   * @throws RegistryError where there is none that can be understood
   */
  async ask(request: Request): Promise<Answer> {
    const response = await this.#reach(request);
    const { status } = response;
    if (status >= 300 && status < 400) throw this.#elsewhere(request, response.headers.get('location'));
    if (status === 401) throw this.failure(request, this.#unauthorised());
    if (status === 403)
      throw this.failure(request, 'who asks may not do this (403); ask whoever runs it for the right');
    const body = await this.#body(request, response);
    if (status > 500 || status === 429) throw this.notNow(request, { status, body });
    return { status, body };
  }

  notNow(request: Request, { status, body }: Answer): RegistryError {
    const said = this.complaint(body);
    return this.failure(request, `it cannot answer now (${status}${said && `: ${said}`}); try again later`);
  }

  failure({ about }: Pick<Request, 'about'>, why: string): RegistryError {
    return new RegistryError(`The registry ${this.address}, asked about ${about}: ${why}.`);
  }

  /** What an error's body says. */
  complaint(body: unknown): string {
    const { message } = (body ?? {}) as { readonly message?: unknown };
    return typeof message === 'string' ? this.discreet(message.trim().replace(/\.$/, '')) : '';
  }

  /** A text of the registry's, which may repeat what it was sent, without the secrets. */
  discreet(text: string): string {
    return this.#credentials.secrets.reduce((result, secret) => result.replaceAll(secret, '…'), text);
  }

  async #reach(request: Request): Promise<Response> {
    const { header } = this.#credentials;
    try {
      return await fetch(`${this.address}${request.path}`, {
        method: request.method,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#patience),
        headers: {
          accept: `${MEDIA_TYPE}, application/json`,
          ...(request.body !== undefined && { 'content-type': MEDIA_TYPE }),
          ...(header !== undefined && { authorization: header }),
        },
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      });
    } catch (error) {
      throw this.failure(request, this.#unreachable(error));
    }
  }

  async #body(request: Request, response: Response): Promise<unknown> {
    let text = '';
    try {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        if (text.length > LONGEST) throw this.failure(request, 'its answer is too long to be one of a registry');
      }
    } catch (error) {
      throw error instanceof RegistryError ? error : this.failure(request, this.#unreachable(error));
    }
    try {
      return JSON.parse(text);
    } catch {
      if (response.status === 404 || response.status === 405) return undefined;
      throw this.failure(
        request,
        `its answer (${response.status}) is no JSON; give the address of its Confluent-compatible interface, which may be a path such as /apis/ccompat/v7`,
      );
    }
  }

  #elsewhere(request: Request, location: string | null): RegistryError {
    const url = URL.parse(location ?? '', `${this.address}/`);
    const place = url ? this.discreet(`${url.origin}${url.pathname}`) : 'another address';
    return this.failure(request, `it sends to ${place}; if that is the registry, give its address`);
  }

  #unauthorised(): string {
    const { source } = this.#credentials;
    return source === undefined
      ? `it wants to know who asks (401); set ${VARIABLES}`
      : `it does not take the credentials of ${source} (401)`;
  }

  #unreachable(error: unknown): string {
    const { name, cause } = error as Error & { readonly cause?: { readonly code?: unknown } };
    if (name === 'TimeoutError') return `no answer within ${this.#patience / 1000} seconds; try again later`;
    const code = String(cause?.code ?? 'no connection');
    return `it cannot be reached (${REASONS[code] ?? code}); see that the address is right and the registry runs`;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host cannot be looked up now',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is signed by nobody; NODE_EXTRA_CA_CERTS names a file of those to trust',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate is signed by somebody unknown; NODE_EXTRA_CA_CERTS names a file of those to trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is signed by somebody unknown; NODE_EXTRA_CA_CERTS names a file of those to trust',
};
