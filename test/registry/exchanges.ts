import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to a registry and what it answered. */
export interface Exchange {
  readonly method: string;
  /** Below the registry's address. */
  readonly path: string;
  readonly request?: unknown;
  readonly status: number;
  readonly contentType: string;
  readonly answer: string;
}

/** Stands in recordings for the address of the registry. */
export const ADDRESS = 'http://registry';

export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** A server on this machine for as long as it is needed. */
export async function serve(answer: Parameters<typeof createServer>[1] & {}): Promise<Running> {
  const server: Server = createServer(answer as never);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

/**
 * A registry that says again what another one said: to the same requests in the same order, and to no others.
 * `left`: how many recorded requests have not come; `strange`: what came instead of them.
 */
export async function replay(exchanges: readonly Exchange[]): Promise<Running & Replay> {
  const strange: string[] = [];
  let next = 0;
  const server = await serve(async (request, response) => {
    const came = { method: request.method, path: request.url, request: parsed(await bodyOf(request)) };
    const { method, path, request: body, ...exchange } = exchanges[next] ?? { status: 0, contentType: '', answer: '' };
    if (JSON.stringify(came) !== JSON.stringify({ method, path, request: body })) {
      strange.push(JSON.stringify(came));
      response.writeHead(418, { 'content-type': 'application/json' }).end('{"message":"this was not recorded"}');
      return;
    }
    next++;
    response
      .writeHead(exchange.status, { 'content-type': exchange.contentType })
      .end(exchange.answer.replaceAll(ADDRESS, server.url));
  });
  return { ...server, strange, left: () => exchanges.length - next };
}

export interface Replay {
  readonly strange: readonly string[];
  left(): number;
}

export function parsed(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}
