import { expect, test } from 'vitest';
import { Client, Files } from './client.fixture.ts';

const FLOW = `namespace shop
event Ordered@1 { id: uuid, amount: int(0..9), @sensitive card: string }
event Ordered@2 { id: uuid, upcast from @1 { } }
event Packed { id: uuid }
event Odd { code: string(1..2, "^[a-z]{5}$") }
event Ping { n: int }
command Pack { id: uuid }
consumer Packer { idempotent, on Ordered@1 as o emits Packed }
consumer Refuser by id { on Pack { reject "never" } }
consumer Loop { on Ping as p { if p.n >= 0 { emit Ping { n: p.n } } } }
consumer Reader { idempotent, on Packed, on Odd }
`;

/** Everything that is printed when messages are published, and the exit code. */
async function published(publish: unknown, texts: { readonly [path: string]: string } = { 'flow.evflow': FLOW }) {
  const client = Client.inProcess();
  await client.launch({ program: new Files(texts).path('flow.evflow'), publish, noDebug: true });
  const { exitCode } = await client.event('exited');
  await client.event('terminated');
  return { exitCode, output: client.output, outputs: client.outputs };
}

test('a message is sampled; what follows and how it ends are told, and nothing sensitive', async () => {
  const { exitCode, output } = await published(['shop.Ordered@1.0']);
  expect(exitCode).toBe(0);
  expect(output).toMatch(/published {2}Ordered \{ id: "[^"]+", amount: \d, card: \(hidden\) \}/);
  expect(output).toMatch(/published {2}Packed \{ id: "[^"]+" \} {2}to Packed\/0@0 {2}by Packer$/m);
  expect(output).toMatch(/^packer +Ordered +0 +1 +1 +0$/m);
  expect(output).toContain('Packer has no body for Ordered: a sampled Packed is its answer.\n');
  expect(output).toMatch(/The run ends at 10:30:00\.000\.\n$/);
});

test('a command is sent, and its rejection told', async () => {
  const { exitCode, output } = await published(['shop.Pack@1.0']);
  expect(exitCode).toBe(0);
  expect(output).toMatch(/sent {7}Pack [\s\S]*rejected {3}Pack to Refuser: never/);
});

test('what cannot be published says why', async () => {
  const { exitCode, outputs } = await published(['shop.Odd@1.0']);
  expect(exitCode).toBe(1);
  expect(outputs).toMatchObject([
    {
      category: 'stderr',
      output: 'This cannot be published: shop.Odd@1.0\n  No value of /code could be found; give it one.\n',
    },
  ]);
});

test('a flow without end ends at the limit, and prints no endless list', async () => {
  const { exitCode, output } = await published(['Ping']);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/Still turning after 100,000 steps: Loop on Ping emits Ping\.\n$/);
  expect(output).toContain('… and so on; the rest is not shown here.');
  expect(output.split('\n').length).toBeLessThan(11_000);
}, 30_000);

test('a project with errors is refused, and so is what is no list', async () => {
  const broken = { 'flow.evflow': FLOW, 'other.evflow': 'event X {\n  y: Nowhere\n}' };
  await expect(published(['shop.Packed'], broken)).rejects.toThrow(/^The project cannot run\. other\.evflow:2: /);
  await expect(published('shop.Packed')).rejects.toThrow('"publish" is a list of messages to be published.');
});
