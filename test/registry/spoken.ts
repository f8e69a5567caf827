import type { IncomingHttpHeaders } from 'node:http';
import { afterEach } from 'vitest';
import type { Environment } from '../../language/node/registry/access.ts';
import { checkAgainstRegistry } from '../../language/node/registry/check.ts';
import { projectOf } from '../language/harness.ts';
import { bodyOf, type Running, serve } from './exchanges.ts';

export type Said = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];
export type Says = (request: string, body: string, headers: IncomingHttpHeaders) => Said | undefined;

const running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

/** A registry that says what it is told to; what it is not prepared for never gets an answer. */
export async function registry(says: Says): Promise<string> {
  const server = await serve(async (request, response) => {
    const said = says(`${request.method} ${request.url}`, await bodyOf(request), request.headers);
    if (!said) return;
    const [status, body, headers = { 'content-type': 'application/json' }] = said;
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  running.push(server);
  return server.url;
}

export const { project } = projectOf('event Paid { id: uuid, amount: decimal(8, 2) }\ntopic pay { carries Paid }');
export const SUBJECT = 'pay-Paid';
export const error = (status: number, code: number, message: string): Said => [status, { error_code: code, message }];

export const check = (url: string, env: Environment = {}) =>
  checkAgainstRegistry(project, url, { format: 'avro' }, env);
export const failure = async (says: Says, env: Environment = {}) => {
  const url = await registry(says);
  const found = await check(url, env).then(
    () => 'nothing is wrong',
    (thrown: Error) => `${thrown.message}${thrown.cause ?? ''}`,
  );
  return found.replaceAll(url, 'URL');
};

/** A registry that knows the subject, under a mode, and answers a check with something. */
export const knowing =
  (mode: string, verdict: Said, also: Says = () => undefined): Says =>
  (request, body, headers) => {
    if (request === `GET /subjects/${SUBJECT}/versions`) return [200, [1, 2]];
    if (request === `GET /config/${SUBJECT}?defaultToGlobal=true`) return [200, { compatibilityLevel: mode }];
    if (request === `POST /compatibility/subjects/${SUBJECT}/versions?verbose=true`) return verdict;
    return also(request, body, headers);
  };
