import { describe, expect, test } from 'vitest';
import { Client, Files } from './client.fixture.ts';

const FLOW = `record Card { @sensitive number: string, holder: string }
event Paid {
  account: string
  card: Card
  cards: Card[]
  @sensitive pin: string
  note?: string
  many: int[]
}
event Noted { account: string }

consumer Accounts by account {
  idempotent
  state {
    last?: Card
    @sensitive pins: map<string> = {}
    open: map<int> = {}
  }
  on Paid as paid {
    let card = paid.card
    let number = paid.card.number
    let copy = number
    let holder = card.holder
    let amount = paid.many.length
    for each in paid.cards {
      let inner = each.number
      open[each.holder] += 1
    }
    last = paid.card
    pins["a"] = paid.pin
    emit Noted { account: paid.account }
  }
}
consumer Plain {
  on Noted { let own = account }
}
topic paid { carries Paid, Noted, key account }

scenario "s" {
  when Paid {
    account: "acc-1"
    card: { number: "4242", holder: "Ada" }
    cards: [{ number: "1717", holder: "Bob" }]
    pin: "9999"
    many: [${Array.from({ length: 250 }, (_, index) => index).join(', ')}]
  }
  then Noted
  expect Accounts["acc-1"].open["Bob"] == 1
}
`;
const SECRETS = /4242|1717|9999/;

async function at(...texts: string[]) {
  const files = new Files({ 'flow.evflow': FLOW });
  const client = Client.inProcess();
  const path = files.path('flow.evflow');
  await client.launch({ program: path }, { [path]: texts.map((text) => files.line('flow.evflow', text)) });
  return { client, stop: await client.stop() };
}

describe('what is sensitive', () => {
  test('is hidden wherever it stands, and nowhere in all that is said', async () => {
    const { client, stop } = await at('emit Noted', 'let inner', 'expect Accounts');
    const inLoop = await client.scope(stop.frames[0].id, 'Locals');
    expect(inLoop.texts).toEqual([
      'card = { number: (hidden), holder: "Ada" }',
      'number = (hidden)',
      'copy = (hidden)',
      'holder = "Ada"',
      'amount = 250',
      'each = { number: (hidden), holder: "Bob" }',
    ]);
    const { frames } = await client.go('continue');
    const message = await client.scope(frames[0].id, 'Message');
    expect(message.texts).toContain('pin = (hidden)');
    const cards = message.all.find(({ name }) => name === 'cards');
    expect(cards.value).toBe('[{ number: (hidden), holder: "Bob" }]');
    const first = (await client.values(cards.variablesReference)).all[0];
    expect((await client.values(first.variablesReference)).texts).toEqual(['number = (hidden)', 'holder = "Bob"']);
    expect((await client.scope(frames[0].id, 'State')).texts).toEqual([
      'account = "acc-1"',
      'pins = (hidden)',
      'open = { "Bob": 1 }',
      'last = { number: (hidden), holder: "Ada" }',
    ]);
    const line = await client.go('continue');
    const [accounts] = (await client.scope(line.frames[0].id, 'State')).all;
    expect(accounts.value).toContain('"acc-1": { pins: (hidden)');
    await client.request('continue', { threadId: 1 });
    await client.event('terminated');
    expect(client.output).toContain('✓ passed');
    expect(JSON.stringify(client.messages)).not.toMatch(SECRETS);
  });

  test('stays hidden when it is evaluated', async () => {
    const { client, stop } = await at('emit Noted');
    const frameId = stop.frames[0].id;
    const value = async (expression: string) => (await client.request('evaluate', { expression, frameId })).result;
    for (const path of [
      'paid.pin',
      'paid.card.number',
      'event.card.number',
      'card.number',
      'number',
      'pins["a"]',
      'state.pins',
    ]) {
      expect(await value(path), path).toBe('(hidden)');
    }
    expect(await value('paid')).toContain('number: (hidden)');
    await expect(value('open[paid.pin]')).rejects.toThrow('This is no key');
  });
});

describe('evaluate', () => {
  test('paths through what is in scope', async () => {
    const { client, stop } = await at('emit Noted');
    const frameId = stop.frames[0].id;
    const value = async (expression: string) =>
      (await client.request('evaluate', { expression, frameId, context: 'hover' })).result;
    expect(await value('paid.card.holder')).toBe('"Ada"');
    expect(await value(' paid . cards[0] . holder ')).toBe('"Bob"');
    expect(await value('open[paid.cards[0].holder]')).toBe('1');
    expect(await value('state.open["Bob"]')).toBe('1');
    expect(await value('account')).toBe('"acc-1"');
    expect(await value('meta.offset')).toBe('0');
    expect(await value('paid.note')).toBe('null');
    expect(await value('paid.note.more')).toBe('null');
    const many = await client.request('evaluate', { expression: 'paid.many', frameId });
    expect(many).toMatchObject({ indexedVariables: 250, type: 'int[]' });
    expect((await client.values(many.variablesReference, { filter: 'indexed', start: 200, count: 2 })).texts).toEqual([
      '200 = 200',
      '201 = 201',
    ]);
  });

  test.each([
    '',
    '1 + 2',
    'paid.',
    'paid[',
    'paid["a',
    'nobody',
    'paid.card.holder()',
    '{_x}',
    'constructor',
    '__proto__',
    ']',
  ])('refuses %j with a reason', async (expression) => {
    const { client, stop } = await at('emit Noted');
    const refused = client.request('evaluate', { expression, frameId: stop.frames[0].id });
    await expect(refused).rejects.toThrow(/^(There is no |Only a path can be evaluated so far)/);
  });

  test('a bare field of a message without a name, and the state of parts in the scenario', async () => {
    const { client, stop } = await at('let own', 'expect Accounts');
    const expression = 'Accounts["acc-1"].open["Bob"]';
    expect((await client.request('evaluate', { expression, frameId: stop.frames[0].id })).result).toBe('1');
    expect((await client.request('evaluate', { expression })).result).toBe('1');
    const { frames } = await client.go('continue');
    const frameId = frames[0].id;
    expect((await client.request('evaluate', { expression: 'account', frameId })).result).toBe('"acc-1"');
    const [field] = (await client.scope(frameId, 'Message')).all;
    expect(field.evaluateName).toBe('account');
  });
});

test('every name under which a value can be evaluated gives that value', async () => {
  const { client, stop } = await at('emit Noted');
  const frameId = stop.frames[0].id;
  const { scopes } = await client.request('scopes', { frameId });
  const pending = scopes.map(({ variablesReference }: { variablesReference: number }) => variablesReference);
  let seen = 0;
  for (let reference = pending.pop(); reference; reference = pending.pop()) {
    for (const { evaluateName, value, variablesReference } of (await client.values(reference)).all) {
      if (variablesReference > 0) pending.push(variablesReference);
      if (evaluateName === undefined) continue;
      expect((await client.request('evaluate', { expression: evaluateName, frameId })).result, evaluateName).toBe(
        value,
      );
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(250);
});

test('numbers of frames and values hold while the run stands still, and mean nothing later', async () => {
  const { client, stop } = await at('let card', 'emit Noted');
  const id = stop.frames[0].id;
  const [, second] = [await client.scope(id, 'Message'), await client.scope(id, 'Message')];
  const old = second.all[1].variablesReference;
  expect((await client.values(old)).texts).toEqual(['number = (hidden)', 'holder = "Ada"']);
  await client.go('continue');
  expect((await client.values(old)).texts).toEqual([]);
  expect((await client.request('scopes', { frameId: id })).scopes).toEqual([]);
});

test('a message is shown as its handler reads it, also when its body has ended', async () => {
  const files = new Files({
    'flow.evflow': `event Old@1 { user: string, n: int }
event Old@2 { who: string was user, twice: int, upcast from @1 { twice: old.n * 2 } }
event Noted { who: string }
topic t { carries Old, Noted }
consumer First { idempotent, on Old@2 as o { emit Noted { who: o.who } } }
consumer Second { idempotent, on Noted as n {
  let own = n.who
} }
scenario "s" { when Old@1 { user: "ann", n: 2 } then Noted }`,
  });
  const client = Client.inProcess();
  const path = files.path('flow.evflow');
  await client.launch({ program: path }, { [path]: [files.line('flow.evflow', 'let own')] });
  const { frames } = await client.stop();
  const first = frames.find(({ name }: { name: string }) => name.includes('First'));
  expect((await client.scope(first.id, 'Message')).texts.slice(0, 2)).toEqual(['who = "ann"', 'twice = 4']);
});
