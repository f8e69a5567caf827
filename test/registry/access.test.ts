import { describe, expect, test } from 'vitest';
import { credentialsOf, type Environment, registryAddress } from '../../language/node/registry/access.ts';
import { check, error, failure, knowing, registry } from './spoken.ts';

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
