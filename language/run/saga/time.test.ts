import { describe, expect, test } from 'vitest';
import { ENDINGS, failures, saga, saidBySaga, started, step, story, TRIP } from './saga.fixture.ts';

/** When a command was sent, in milliseconds after the start, with its id. */
function sendings(run: ReturnType<typeof started>['run'], command: string): [number, string][] {
  const start = Date.parse(run.trace[0]?.time ?? '');
  return run.trace.flatMap((entry) =>
    entry.kind === 'send' && entry.message === `${command}@1.0`
      ? [[Date.parse(entry.time) - start, entry.eventId] as [number, string]]
      : [],
  );
}

describe('a retry', () => {
  const RETRYING = saga(`
    state { asked: int = 0 }
    step Flight {
      asked += 1
      send BookFlight { id, days: asked }
      on FlightBooked -> done
      after 30s retry 2 -> abort "no answer"
    }
    ${ENDINGS}
  `);

  test('sends the same messages with the same ids, so often, each waiting so long', () => {
    const { run, say } = started(RETRYING);
    run.control.fault({ kind: 'drop', message: 'BookFlight', every: true });
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    const sent = sendings(run, 'BookFlight');
    expect(sent.map(([at]) => at)).toEqual([0, 30_000, 60_000]);
    expect(new Set(sent.map(([, id]) => id)).size).toBe(1);
    expect(story(run)).toEqual([
      'started TripOrdered',
      'entered Flight',
      'retried Flight 1',
      'retried Flight 2',
      'timedOut Flight',
      'left Flight unknown',
      'aborting no answer',
      'ended aborted',
    ]);
    expect(run.time.slice(11, 19)).toBe('10:31:30');
  });

  test('runs no assignment twice', () => {
    expect(
      failures(
        `fault drop every FlightBooked
         when TripOrdered { id: "a" }
         wait 70s
         expect Trip["a"].asked == 1
         expect Flights["a"].done == 1
         expect Trip["a"] is running`,
        RETRYING,
      ),
    ).toEqual([]);
  });

  test('gets the lost reply, and the work is done once', () => {
    expect(
      failures(
        `fault drop FlightBooked
         when TripOrdered { id: "a" }
         then TripBooked
         expect Trip["a"] is done
         expect Flights["a"].done == 1`,
        RETRYING,
      ),
    ).toEqual([]);
  });

  test('leaves the other timers of its step alone', () => {
    const text = saga(`
      step Flight {
        send BookFlight { id }
        on FlightBooked -> done
        after 10s retry 100 -> abort "asked too often"
        after 25s -> abort "enough"
      }
      ${ENDINGS}
    `);
    const { run, say } = started(text);
    run.control.fault({ kind: 'drop', message: 'BookFlight', every: true });
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(sendings(run, 'BookFlight').map(([at]) => at)).toEqual([0, 10_000, 20_000]);
    expect(story(run)).toContain('aborting enough');
    expect(run.time.slice(11, 19)).toBe('10:30:25');
  });

  test('says again what is said later, as much later', () => {
    const text = saga(`
      step Flight {
        send BookFlight { id } in 5s
        on FlightBooked -> done
        after 20s retry 1 -> abort "no answer"
      }
      ${ENDINGS}
    `);
    const { run, say } = started(text);
    run.control.fault({ kind: 'drop', message: 'BookFlight', every: true });
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(sendings(run, 'BookFlight').map(([at]) => at)).toEqual([5000, 25_000]);
  });

  test('a reply at the very instant comes before it', () => {
    expect(
      failures(
        `fault delay 30s FlightBooked
         when TripOrdered { id: "a" }
         then TripBooked
         expect Flights["a"].done == 1`,
        RETRYING,
      ),
    ).toEqual([]);
    const { run, say } = started(RETRYING);
    run.control.fault({ kind: 'delay', message: 'FlightBooked', every: false, delay: 29_999 });
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(story(run).at(-1)).toBe('ended done');
    expect(sendings(run, 'BookFlight')).toHaveLength(1);
  });
});

describe('retries are used up, and no target is given', () => {
  const PARKING = saga(`
    state { asked: int = 0 }
    step Flight {
      asked += 1
      send BookFlight { id }
      on FlightBooked -> Hotel
      after 10s retry 1
    }
    ${step('Hotel', 'done')}
    ${ENDINGS}
  `);

  test('parks the instance, with step and reason, and nothing more happens', () => {
    const { run, say } = started(PARKING);
    run.control.fault({ kind: 'drop', message: 'BookFlight', every: true });
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(story(run).at(-1)).toBe('parked Flight nothing came, and all retries are used up');
    expect(run.saga('Trip')?.status('a')).toBe('parked');
    expect(run.timers()).toEqual([]);
  });

  test('a parked one still takes the reply it waits for, and goes on', () => {
    expect(
      failures(
        `fault drop every BookFlight
         when TripOrdered { id: "a" }
         wait 1d
         expect Trip["a"] is parked
         when FlightBooked { id: "a" }
         then HotelBooked
         then TripBooked
         expect Trip["a"] is done`,
        PARKING,
      ),
    ).toEqual([]);
  });

  test('`resume` runs the step again with the same ids and fresh attempts', () => {
    const { run, say } = started(PARKING);
    const fault = run.control.fault({ kind: 'drop', message: 'BookFlight', every: true });
    expect(fault).toBeDefined();
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    run.control.resume('Trip', 'a');
    run.runOut();
    const sent = sendings(run, 'BookFlight');
    expect(sent.map(([at]) => at)).toEqual([0, 10_000, 20_000, 30_000]);
    expect(new Set(sent.map(([, id]) => id)).size).toBe(1);
    expect(run.saga('Trip')?.status('a')).toBe('parked');
    expect(run.state('Trip', 'a')?.asked).toBe(1);
  });

  test('and so an instance is never lost', () => {
    expect(
      failures(
        `fault disconnect Flights for 1h
         when TripOrdered { id: "a" }
         wait 30m
         expect Trip["a"] is parked
         wait 30m
         expect Trip["a"] is done`,
        PARKING,
      ),
    ).toEqual([]);
    expect(
      failures(
        `fault drop BookFlight
         fault drop BookFlight
         when TripOrdered { id: "a" }
         wait 1d
         expect Trip["a"] is parked
         resume Trip["a"]
         then TripBooked
         expect Trip["a"] is done
         expect Trip["a"].asked == 1`,
        PARKING,
      ),
    ).toEqual([]);
  });

  test('what is not parked cannot be resumed', () => {
    const { run, say } = started(PARKING);
    expect(() => run.control.resume('Trip', 'a')).toThrow('no step of Trip is parked there');
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(() => run.control.resume('Trip', 'a')).toThrow('no step of Trip is parked there');
  });
});

describe('timers are durable', () => {
  const ONE = saga(`${step('Flight', 'done')} ${ENDINGS}`);

  test('a crash at any time loses none', () => {
    const { run, say } = started(ONE);
    run.control.fault({ kind: 'drop', message: 'BookFlight', every: true });
    say('TripOrdered', { id: 'a', days: 1 });
    for (let n = 0; n < 20; n++) {
      run.control.crash('Trip');
      run.wait(10_000);
    }
    expect(story(run)).toContain('retried Flight 1');
    expect(story(run).at(-1)).toBe('ended aborted');
    expect(run.timers()).toEqual([]);
  });

  test('a crash before the commit happens before anything of it is seen', () => {
    const { run, say } = started();
    say('TripOrdered', { id: 'a', days: 1 });
    for (let n = 0; n < 10; n++) {
      run.control.crashBeforeCommit('Trip');
      for (let steps = 0; run.control.isCrashing('Trip') && run.step(); steps++) expect(steps).toBeLessThan(100);
      run.step();
    }
    run.runOut();
    expect(run.trace.filter(({ kind }) => kind === 'crash')).toHaveLength(4);
    expect(saidBySaga(run)).toEqual(['BookFlight', 'BookHotel', 'BookCar', 'TripBooked']);
    expect(run.saga('Trip')?.status('a')).toBe('done');
  });

  test('those of a saga that is away wait, and what has come for it comes first', () => {
    expect(
      failures(
        `when TripOrdered { id: "a" }
         fault delay 1s FlightBooked
         wait 500ms
         fault disconnect Trip for 10m
         wait 9m
         expect Trip["a"] is running
         then TripBooked
         never CancelFlight
         expect Trip["a"] is done
         expect Flights["a"].done == 1`,
        ONE,
      ),
    ).toEqual([]);
    const { run, say } = started(ONE);
    run.control.fault({ kind: 'drop', message: 'BookFlight', every: true });
    say('TripOrdered', { id: 'a', days: 1 });
    run.settle();
    run.control.disconnect('Trip', 600_000);
    run.wait(599_000);
    expect(story(run)).toEqual(['started TripOrdered', 'entered Flight']);
    run.runOut();
    expect(story(run)).toContain('retried Flight 1');
    expect(run.time.slice(11, 19)).toBe('10:41:00');
  });
});

test('a step that waits for nothing but time', () => {
  const text = saga(`
    step Flight { send BookFlight { id }, on FlightBooked -> Rest, after 1m -> abort "late" }
    step Rest { after 7d -> Hotel }
    step Hotel { send BookHotel { id }, on HotelBooked -> done, after 1m -> abort "late" }
    ${ENDINGS}
  `);
  expect(
    failures(
      'when TripOrdered { id: "a" } wait 6d expect Trip["a"] is running then TripBooked expect Trip["a"] is done',
      text,
    ),
  ).toEqual([]);
  expect(failures(`${'when TripOrdered { id: "a" }'} then TripBooked never HotelFull`, TRIP)).toEqual([]);
});
