import { describe, expect, test } from 'vitest';
import { credentialsOf } from '../../language/node/registry/access.ts';
import { Registry } from '../../language/node/registry/client.ts';
import { Connection } from '../../language/node/registry/http.ts';
import { serve } from './exchanges.ts';
import { check, error, failure, knowing, registry, type Said } from './spoken.ts';

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
