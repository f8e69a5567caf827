import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { credentialsOf, type Environment, registryAddress } from '../../language/node/registry/access.ts';
import { checkAgainstRegistry, hasBreaks } from '../../language/node/registry/check.ts';
import { Registry } from '../../language/node/registry/client.ts';
import { Connection } from '../../language/node/registry/http.ts';
import { registerInRegistry } from '../../language/node/registry/register.ts';
import { registrationText, registryText } from '../../language/node/registry/reportText.ts';
import { projectOf } from '../language/harness.ts';
import { bodyOf, type Running, serve } from './exchanges.ts';

/** What the interface's documentation says that a registry may answer, and what goes wrong on the way to one. */

type Said = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];
type Says = (request: string, body: string, headers: IncomingHttpHeaders) => Said | undefined;

const running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

/** A registry that says what it is told to; what it is not prepared for never gets an answer. */
async function registry(says: Says): Promise<string> {
  const server = await serve(async (request, response) => {
    const said = says(`${request.method} ${request.url}`, await bodyOf(request), request.headers);
    if (!said) return;
    const [status, body, headers = { 'content-type': 'application/json' }] = said;
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  running.push(server);
  return server.url;
}

const { project } = projectOf('event Paid { id: uuid, amount: decimal(8, 2) }\ntopic pay { carries Paid }');
const SUBJECT = 'pay-Paid';
const error = (status: number, code: number, message: string): Said => [status, { error_code: code, message }];

const check = (url: string, env: Environment = {}) => checkAgainstRegistry(project, url, { format: 'avro' }, env);
const register = (url: string, setModes = false) => registerInRegistry(project, url, { format: 'avro', setModes }, {});
const failure = async (says: Says, env: Environment = {}) => {
  const url = await registry(says);
  const found = await check(url, env).then(
    () => 'nothing is wrong',
    (thrown: Error) => `${thrown.message}${thrown.cause ?? ''}`,
  );
  return found.replaceAll(url, 'URL');
};

/** A registry that knows the subject, under a mode, and answers a check with something. */
const knowing =
  (mode: string, verdict: Said, also: Says = () => undefined): Says =>
  (request, body, headers) => {
    if (request === `GET /subjects/${SUBJECT}/versions`) return [200, [1, 2]];
    if (request === `GET /config/${SUBJECT}?defaultToGlobal=true`) return [200, { compatibilityLevel: mode }];
    if (request === `POST /compatibility/subjects/${SUBJECT}/versions?verbose=true`) return verdict;
    return also(request, body, headers);
  };

describe('a check', () => {
  test('of what is fine', async () => {
    const url = await registry(knowing('FULL_TRANSITIVE', [200, { is_compatible: true, messages: [] }]));
    const report = await check(url);
    expect(report.subjects).toEqual([
      {
        subject: SUBJECT,
        message: 'Paid@1.0',
        policy: 'full',
        mode: 'FULL_TRANSITIVE',
        messages: [],
        notes: [],
        status: 'compatible',
      },
    ]);
    expect(hasBreaks(report)).toBe(false);
    expect(registryText(report)).toBe(
      `pay-Paid: Paid@1.0 is compatible under FULL_TRANSITIVE\n${url} (avro): 1 compatible`,
    );
  });

  test('of what breaks gives the words of the registry', async () => {
    const messages = [
      "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'amount'}",
      '{oldSchemaVersion: 2}',
    ];
    const report = await check(await registry(knowing('BACKWARD', [200, { is_compatible: false, messages }])));
    expect(report.subjects[0]).toMatchObject({ status: 'incompatible', mode: 'BACKWARD', messages });
    expect(hasBreaks(report)).toBe(true);
    expect(registryText(report)).toContain(
      "  note: the project promises full, against every earlier minor; the registry's BACKWARD checks less: not forward, against the latest version only",
    );
  });

  test('sends the schema, and its type', async () => {
    const sent: string[] = [];
    const verdict: Said = [200, { is_compatible: true }];
    const says = knowing('FULL', verdict);
    await check(
      await registry((request, body, headers) => {
        if (request.startsWith('POST')) sent.push(body, String(headers['content-type']));
        return says(request, body, headers);
      }),
    );
    expect(JSON.parse(sent[0]!)).toEqual({ schema: expect.stringContaining('"name":"Paid"'), schemaType: 'AVRO' });
    expect(sent[1]).toBe('application/vnd.schemaregistry.v1+json');
  });

  test('of a subject that is not there', async () => {
    const report = await check(await registry(() => error(404, 40401, `Subject '${SUBJECT}' not found.`)));
    expect(report.subjects[0]).toMatchObject({ status: 'not registered', mode: undefined });
    expect(hasBreaks(report)).toBe(false);
  });

  test('of a subject without a mode of its own asks for the common one', async () => {
    const says: Says = (request) => {
      if (request.startsWith('GET /config/')) return error(404, 40408, 'no subject-level compatibility');
      if (request === 'GET /config') return [200, { compatibilityLevel: 'FORWARD' }];
      return knowing('', [200, { is_compatible: true }])(request, '', {});
    };
    expect((await check(await registry(says))).subjects[0]).toMatchObject({ mode: 'FORWARD', status: 'compatible' });
  });

  test('asks an older registry about the latest version', async () => {
    const says = knowing('BACKWARD', error(404, 404, 'HTTP 404 Not Found'), (request) =>
      request === `POST /compatibility/subjects/${SUBJECT}/versions/latest?verbose=true`
        ? [200, { is_compatible: false, messages: ['no'] }]
        : undefined,
    );
    expect((await check(await registry(says))).subjects[0]).toMatchObject({ status: 'incompatible', messages: ['no'] });
  });

  test('under a mode that compares nothing says so', async () => {
    const report = await check(await registry(knowing('NONE', [200, { is_compatible: true }])));
    expect(report.subjects[0]).toMatchObject({
      status: 'unchecked',
      notes: [expect.stringContaining('nothing of it')],
    });
  });

  test('that the registry cannot carry out is undecided, and counts as a break', async () => {
    const report = await check(await registry(knowing('FULL', error(422, 42201, 'Invalid schema'))));
    expect(report.subjects[0]).toMatchObject({ status: 'undecided', messages: ['Invalid schema'] });
    expect(hasBreaks(report)).toBe(true);
  });

  test('of what Avro cannot say asks nothing', async () => {
    const odd = projectOf('event Paid { `größe`: int }').project;
    const report = await checkAgainstRegistry(odd, await registry(() => undefined), { format: 'avro' }, {});
    expect(report.subjects[0]).toMatchObject({ status: 'not exported', messages: [expect.stringContaining('größe')] });
  });
});

describe('registering', () => {
  const accepting =
    (log: string[], answers: Readonly<Record<string, Said>> = {}): Says =>
    (request, body) => {
      log.push(request + (request.startsWith('PUT') ? ` ${body}` : ''));
      if (answers[request]) return answers[request];
      if (request.startsWith('GET')) return error(404, 40401, 'not found');
      return [200, { id: 1 }];
    };

  test('a new subject, and its mode where that is asked for', async () => {
    const log: string[] = [];
    const url = await registry(accepting(log));
    expect(registrationText(await register(url, true))).toBe(
      `pay-Paid: Paid@1.0 is registered\n${url} (avro): 1 registered`,
    );
    expect(log).toEqual([
      'GET /subjects/pay-Paid/versions',
      'POST /subjects/pay-Paid/versions',
      'PUT /config/pay-Paid {"compatibility":"FULL_TRANSITIVE"}',
    ]);
    log.length = 0;
    await register(url);
    expect(log.at(-1)).toBe('POST /subjects/pay-Paid/versions');
  });

  test('what a subject has is left alone, and so is its mode', async () => {
    const log: string[] = [];
    const known = {
      'GET /subjects/pay-Paid/versions': [200, [1]],
      'POST /subjects/pay-Paid': [200, { version: 1 }],
    } as const;
    expect((await register(await registry(accepting(log, known)), true)).schemas).toEqual([
      { subject: SUBJECT, key: 'Paid@1.0', status: 'known' },
    ]);
    expect(log).toEqual(['GET /subjects/pay-Paid/versions', 'POST /subjects/pay-Paid']);
  });

  test.each<[number, Said]>([
    [409, error(409, 409, 'Schema being registered is incompatible with an earlier schema')],
    [422, error(422, 42201, 'Either the input schema or one its references is invalid')],
    [500, error(500, 50001, 'Error in the backend data store')],
  ])('what is refused (%i), with why', async (_, refusal) => {
    const answers = { 'POST /subjects/pay-Paid/versions': refusal };
    const { schemas } = await register(await registry(accepting([], answers)), true);
    const { message: why } = refusal[1] as { message: string };
    expect(schemas).toEqual([{ subject: SUBJECT, key: 'Paid@1.0', status: 'refused', why }]);
  });

  test('what Avro cannot say sends nothing', async () => {
    const odd = projectOf('event Paid { `größe`: int }').project;
    const url = await registry(() => undefined);
    await expect(registerInRegistry(odd, url, { format: 'avro', setModes: false }, {})).rejects.toThrow(
      /^Nothing was registered\.\nPaid@1\.0\.größe: the field `größe`/,
    );
  });
});

describe('what goes wrong is said with the subject and what to do', () => {
  const about = 'The registry URL, asked about the subject pay-Paid: ';
  test.each<[string, Said, string]>([
    [
      '401',
      error(401, 401, 'Unauthorized'),
      'it wants to know who asks (401); set EVFLOW_REGISTRY_USER and EVFLOW_REGISTRY_PASSWORD, or EVFLOW_REGISTRY_TOKEN.',
    ],
    ['401 of a proxy', [401, '<html>', {}], 'it wants to know who asks (401);'],
    ['403', error(403, 40301, 'Denied'), 'who asks may not do this (403); ask whoever runs it for the right.'],
    [
      '500',
      error(500, 50001, 'Error in the backend data store'),
      'it cannot answer now (500: Error in the backend data store); try again later.',
    ],
    [
      '503',
      error(503, 50003, 'Error forwarding to primary'),
      'it cannot answer now (503: Error forwarding to primary); try again later.',
    ],
    ['429', error(429, 429, 'Too many requests'), 'it cannot answer now (429: Too many requests)'],
    [
      'a redirect',
      [302, '', { location: 'https://user:secret@sso.example/login?token=secret' }],
      'it sends to https://sso.example/login; if that is the registry, give its address.',
    ],
    [
      'a page',
      [200, '<!doctype html>', { 'content-type': 'text/html' }],
      'its answer (200) is no JSON; give the address of its Confluent-compatible interface, which may be a path such as /apis/ccompat/v7.',
    ],
    [
      'no such path',
      [404, 'nothing here', { 'content-type': 'text/plain' }],
      'no /subjects/pay-Paid/versions there; give the address',
    ],
    ['no such path, in JSON', error(404, 0, 'no resource'), 'no /subjects/pay-Paid/versions there; give the address'],
    [
      'something else',
      [200, { hello: 1 }],
      'an answer that evflow does not know (which says nothing of what was asked).',
    ],
    ['another list', [200, ['a']], 'an answer that evflow does not know'],
    ['another error', error(400, 40001, 'What?'), 'an answer that evflow does not know (40001: What?).'],
    [
      'invalid',
      error(422, 42208, 'The subject is invalid'),
      'it does not take what it is sent (42208): The subject is invalid.',
    ],
    ['half an answer', [200, '[1', {}], 'its answer (200) is no JSON'],
    ['null', [200, 'null', {}], 'an answer that evflow does not know'],
  ])('%s', async (_, said, words) => {
    expect(await failure(() => said)).toContain(about + words);
  });

  test('an answer without end', async () => {
    expect(await failure(() => [200, `[${'1,'.repeat(5_000_000)}1]`])).toContain(
      'its answer is too long to be one of a registry',
    );
  });

  test('a mode that nobody knows', async () => {
    expect(await failure(knowing('SIDEWAYS', [200, {}]))).toContain('an answer that evflow does not know');
  });

  test('nobody listens', async () => {
    const server = await serve(() => undefined);
    await server.stop();
    await expect(check(server.url)).rejects.toThrow(
      'it cannot be reached (nothing listens there); see that the address is right',
    );
  });

  test('no answer', async () => {
    const url = await registry(() => undefined);
    const impatient = new Registry(new Connection(url, credentialsOf({}), 50));
    await expect(impatient.versions('s')).rejects.toThrow(
      'the subject s: no answer within 0.05 seconds; try again later.',
    );
  });
});

describe('who asks', () => {
  const USER = { EVFLOW_REGISTRY_USER: 'ann', EVFLOW_REGISTRY_PASSWORD: 'hush-hush' };
  const TOKEN = { EVFLOW_REGISTRY_TOKEN: 'abc.def' };

  test.each([
    [USER, `Basic ${Buffer.from('ann:hush-hush').toString('base64')}`],
    [TOKEN, 'Bearer abc.def'],
    [{}, undefined],
    [{ EVFLOW_REGISTRY_USER: '', EVFLOW_REGISTRY_TOKEN: '' }, undefined],
  ])('is said as the environment says it', async (env, header) => {
    const seen: unknown[] = [];
    await check(
      await registry((_request, _body, { authorization }) => {
        seen.push(authorization);
        return error(404, 40401, 'not found');
      }),
      env,
    );
    expect(seen).toEqual([header]);
  });

  test('a wrong password is told by its variables', async () => {
    expect(await failure(() => [401, ''], USER)).toContain(
      'it does not take the credentials of EVFLOW_REGISTRY_USER and EVFLOW_REGISTRY_PASSWORD (401).',
    );
    expect(await failure(() => [401, ''], TOKEN)).toContain('the credentials of EVFLOW_REGISTRY_TOKEN (401).');
  });

  test.each([
    [USER, 'hush-hush'],
    [USER, Buffer.from('ann:hush-hush').toString('base64')],
    [TOKEN, 'abc.def'],
  ])('is never repeated, whoever says it', async (env, secret) => {
    const says = [
      error(503, 50003, `bad header ${secret}`),
      error(400, 400, `bad header ${secret}`),
      error(422, 42201, `bad header ${secret}`),
      [302, '', { location: `/login/${secret}` }] as const,
    ];
    for (const said of says) {
      const message = await failure(() => said, env);
      expect(message).not.toContain(secret);
      expect(message).toContain('…');
    }
    const url = await registry(
      knowing('FULL', [200, { is_compatible: false, messages: [`it is ${secret}`], reason: secret }]),
    );
    expect(JSON.stringify(await check(url, env))).not.toContain(secret);
  });

  test.each<[Environment, string]>([
    [{ EVFLOW_REGISTRY_USER: 'ann' }, 'EVFLOW_REGISTRY_USER is set and EVFLOW_REGISTRY_PASSWORD is not'],
    [{ EVFLOW_REGISTRY_PASSWORD: 'p' }, 'EVFLOW_REGISTRY_PASSWORD is set and EVFLOW_REGISTRY_USER is not'],
    [
      { ...USER, ...TOKEN },
      'Set either EVFLOW_REGISTRY_USER and EVFLOW_REGISTRY_PASSWORD, or EVFLOW_REGISTRY_TOKEN, not both.',
    ],
    [{ ...USER, EVFLOW_REGISTRY_USER: 'a:b' }, 'EVFLOW_REGISTRY_USER holds a colon'],
    [{ EVFLOW_REGISTRY_TOKEN: 'secret\nx: y' }, 'EVFLOW_REGISTRY_TOKEN holds white space'],
  ])('must be whole', (env, words) => {
    expect(() => credentialsOf(env)).toThrow(words);
    expect(() => credentialsOf(env)).not.toThrow('secret');
  });
});

describe('an address', () => {
  test.each([
    ['https://registry.example/apis/ccompat/v7/', 'https://registry.example/apis/ccompat/v7'],
    ['http://localhost:8081', 'http://localhost:8081'],
  ])('%s', (text, address) => expect(registryAddress(text)).toBe(address));

  test.each([
    ['https://ann:secret@registry.example', 'holds no user and no password. Set EVFLOW_REGISTRY_USER'],
    ['https://secret@registry.example', 'holds no user and no password'],
    ['https://registry.example/?key=secret', 'has no ? and no #'],
    ['file:///secret', 'begins with http:// or https://'],
    ['registry.example/secret', 'begins with http:// or https://'],
    ['http://ann:sec ret@', 'begins with http:// or https://'],
  ])('not %s, which is not repeated', (text, words) => {
    expect(() => registryAddress(text)).toThrow(words);
    expect(() => registryAddress(text)).not.toThrow('secret');
  });
});
