import { describe, expect, test } from 'vitest';
import { checkAgainstRegistry, hasBreaks } from '../../language/node/registry/check.ts';
import { registerInRegistry } from '../../language/node/registry/register.ts';
import { registrationText, registryText } from '../../language/node/registry/reportText.ts';
import { projectOf } from '../language/harness.ts';
import { check, error, knowing, project, registry, type Said, type Says, SUBJECT } from './spoken.ts';

/** What the interface's documentation says that a registry may answer. */

const register = (url: string, setModes = false) => registerInRegistry(project, url, { format: 'avro', setModes }, {});

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
