/** A registry cannot be asked, or does not do what it is asked; the message says what to do and holds no secret. */
export class RegistryError extends Error {}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Who asks. */
export interface Credentials {
  /** The value of the header `authorization`. */
  readonly header: string | undefined;
  /** The variables that it was made of, in words. */
  readonly source: string | undefined;
  /** Texts that nobody may see. */
  readonly secrets: readonly string[];
}

const USER = 'EVFLOW_REGISTRY_USER';
const PASSWORD = 'EVFLOW_REGISTRY_PASSWORD';
const TOKEN = 'EVFLOW_REGISTRY_TOKEN';
export const VARIABLES = `${USER} and ${PASSWORD}, or ${TOKEN}`;

/**
 * A registry's address, without a slash at its end. What is wrong is not repeated: it may hold a password.
 * @throws RegistryError
 */
export function registryAddress(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new RegistryError("A registry's address is a URL that begins with http:// or https://.");
  }
  if (url.username !== '' || url.password !== '') {
    throw new RegistryError(`A registry's address holds no user and no password. Set ${VARIABLES} instead.`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new RegistryError("A registry's address ends with its path: it has no ? and no #.");
  }
  return url.href.replace(/\/+$/, '');
}

/**
 * What the environment says about who asks.
 * @throws RegistryError
 */
export function credentialsOf(env: Environment): Credentials {
  const [user, password, token] = [env[USER] || undefined, env[PASSWORD] || undefined, env[TOKEN] || undefined];
  if (token !== undefined && (user !== undefined || password !== undefined)) {
    throw new RegistryError(`Set either ${VARIABLES}, not both.`);
  }
  if (token !== undefined) return bearer(token);
  if (user === undefined && password === undefined) return { header: undefined, source: undefined, secrets: [] };
  if (user === undefined || password === undefined) {
    const [given, missing] = user === undefined ? [PASSWORD, USER] : [USER, PASSWORD];
    throw new RegistryError(`${given} is set and ${missing} is not; a registry asks for both.`);
  }
  if (user.includes(':')) throw new RegistryError(`${USER} holds a colon, which HTTP does not take in a user's name.`);
  const encoded = Buffer.from(`${user}:${password}`).toString('base64');
  return { header: `Basic ${encoded}`, source: `${USER} and ${PASSWORD}`, secrets: [encoded, password] };
}

function bearer(token: string): Credentials {
  // Node would repeat in its message a header that it does not take.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new RegistryError(`${TOKEN} holds white space or other characters that a token has not.`);
  }
  return { header: `Bearer ${token}`, source: TOKEN, secrets: [token] };
}
