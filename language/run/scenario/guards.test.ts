import { expect, test } from 'vitest';
import { publishInto, runText } from '../text.fixture.ts';

const SHOP = `
  event Placed { id: uuid, n: int }
  command Place { id: uuid, n: int }
  event Said { id: uuid, what: string }
  topic placed { carries Placed, key id }
  topic said { carries Said, key id }
`;

function passes(consumer: string, lines: string) {
  const [result] = runText(`${SHOP} consumer C { idempotent, ${consumer} } scenario "it" { ${lines} }`);
  expect(result).toMatchObject({ outcome: 'passed', failures: [], waiting: [] });
}

const say = (what: string) => `{ emit Said { id: p.id, what: "${what}" } }`;

test('of guarded handlers of one message the first runs whose `when` holds', () => {
  passes(
    `on Placed as p when p.n > 10 ${say('many')}
     on Placed as p when p.n > 1 ${say('some')}`,
    `when Placed { n: 20 } then Said { what: "many" }
     when Placed { n: 5 } then Said { what: "some" }
     when Placed { n: 1 }`,
  );
});

test('where none holds a message is passed over, and a command accepted', () => {
  const consumer = `
    on Placed as p when p.n > 1 ${say('placed')}
    on Placed as p when p.n < 1 ${say('placed')}
    on Place as p when p.n > 1 ${say('place')}`;
  const data = { id: '00000000-0000-4000-8000-000000000000', n: 1 };
  const { said, errors, run } = publishInto(
    `${SHOP} consumer C { ${consumer} }`,
    ['Placed@1.0', data],
    ['Place@1.0', data],
  );
  expect([said, errors]).toEqual([[], []]);
  expect(run.trace.flatMap(({ kind }) => (kind === 'unwanted' || kind === 'accept' ? [kind] : []))).toEqual([
    'unwanted',
    'unwanted',
    'accept',
  ]);
});

test('an unguarded one behind them takes the rest', () => {
  const consumer = `
    on Placed as p when p.n > 1 ${say('some')}
    on Placed as p ${say('few')}`;
  passes(consumer, 'when Placed { n: 1 } then Said { what: "few" } never Said { what: "some" }');
  passes(consumer, 'when Placed { n: 2 } then Said { what: "some" } never Said { what: "few" }');
});
