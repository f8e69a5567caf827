import { afterAll, describe, expect, test } from 'vitest';
import type { Engine } from './broker.ts';
import { delivery } from './cases/delivery.ts';
import { failures } from './cases/failures.ts';
import { guarantees } from './cases/guarantees.ts';
import { time } from './cases/time.ts';
import { embedded } from './embedded.ts';
import { allFeatures, FEATURES, type Feature } from './features.ts';
import { planFor, reportText, runCase } from './suite.ts';

const CASES = [...delivery, ...failures, ...guarantees, ...time];

/** Every engine that there is. */
for (const engine of [embedded]) {
  const plan = planFor(engine, CASES);
  let schedules = 0;
  describe(`conformance of ${engine.name}`, () => {
    test.each(plan.on.map((each) => ({ ...each })))('$name', async (each) => {
      schedules += await runCase(engine, each);
    });
    afterAll(() => console.log(reportText(engine, plan, schedules)));
  });
}

describe('the suite', () => {
  const fake = (lacking: readonly Feature[], open: Engine['open'] = embedded.open): Engine => ({
    name: 'a fake',
    features: { ...allFeatures(), ...Object.fromEntries(lacking.map((feature) => [feature, false])) },
    schedules: 1,
    open,
  });

  test('the embedded broker runs all of it', () => {
    expect(planFor(embedded, CASES).off).toEqual([]);
  });

  test('every feature is needed by a case, and no two cases have one name', () => {
    expect([...new Set(CASES.flatMap(({ needs }) => needs))].sort()).toEqual(Object.keys(FEATURES).sort());
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
  });

  test('what an engine lacks switches its cases off, by name, and the report says so', () => {
    const engine = fake(['replay', 'compaction']);
    const plan = planFor(engine, CASES);
    expect(plan.off.every(({ lacks }) => lacks.length > 0)).toBe(true);
    expect(plan.on.some(({ needs }) => needs.includes('replay') || needs.includes('compaction'))).toBe(false);
    const report = reportText(engine, plan, plan.on.length);
    expect(report).toContain(
      `conformance of a fake: ${CASES.length - 5} of ${CASES.length} cases, ${CASES.length - 5} schedules`,
    );
    expect(report).toContain('  switched off, a fake has no compaction, replay: of each key the last message stays');
    expect(report.split('\n')).toHaveLength(6);
  });

  test('an engine that claims what it cannot do fails, with the case and the schedule', async () => {
    const forgetful = fake([], async (system, schedule) => {
      const broker = await embedded.open(system, schedule);
      broker.replay = async () => undefined;
      return broker;
    });
    const replays = CASES.filter(({ name }) => name.startsWith('a replay from a time'));
    await expect(runCase(forgetful, replays[0] as (typeof CASES)[number])).rejects.toThrow(
      'a fake, schedule 0: a replay from a time reads what was written then or later',
    );
  });
});
