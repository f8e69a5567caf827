import { describe, expect, test } from 'vitest';
import { ENDINGS, failures, saga, saidBySaga, started, step, story } from './saga.fixture.ts';

const BOTH = saga(`
  parallel Journey { ${step('Flight', 'joined')} ${step('Hotel', 'joined')} ${step('Car', 'joined')} } -> Pay
  step Pay { emit TripBooked { id, text: "pay" }, on TripBooked when event.text == "pay" -> done, after 1m -> abort "late" }
  ${ENDINGS}
`);
const full = (name: string, text = BOTH) =>
  text.replace(`send Book${name} { id }`, `send Book${name} { id, days: 99 }`);

describe('a parallel', () => {
  test('does the work of all its steps at once, and waits for all of them', () => {
    const { run, say } = started(BOTH);
    run.control.fault({ kind: 'delay', message: 'FlightBooked', every: false, delay: 5000 });
    say('TripOrdered', { id: 'a', days: 1 });
    run.settle();
    expect(saidBySaga(run)).toEqual(['BookFlight', 'BookHotel', 'BookCar']);
    expect(story(run)).not.toContain('entered Pay');
    run.runOut();
    expect(story(run).filter((line) => /^(left|entered)/.test(line))).toEqual([
      'entered Flight',
      'entered Hotel',
      'entered Car',
      'left Hotel completed',
      'left Car completed',
      'left Flight completed',
      'entered Pay',
      'left Pay completed',
    ]);
    expect(run.saga('Trip')?.status('a')).toBe('done');
  });

  test('its name can be a target', () => {
    const text = saga(`
      ${step('Car', 'Stay')}
      parallel Stay { ${step('Flight', 'joined')} ${step('Hotel', 'joined')} } -> done
      ${ENDINGS}
    `);
    const { run, say } = started(text);
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(saidBySaga(run)).toEqual(['BookCar', 'BookFlight', 'BookHotel', 'TripBooked']);
  });

  test('may join where a step was refused or late, and its other target abort', () => {
    const text = saga(`
      parallel Both {
        ${step('Flight', 'joined')}
        step Hotel {
          send BookHotel { id }
          on HotelBooked -> joined
          on rejected -> joined
          after 1m -> joined
          compensate { send CancelHotel { id }, on HotelCancelled -> compensated, after 1m retry 1 }
        }
      } -> Car
      ${step('Car', 'done')}
      ${ENDINGS}
    `);
    const start = 'when TripOrdered { id: "a" }';
    expect(failures(`fault drop BookHotel ${start} then TripBooked expect Trip["a"] is done`, text)).toEqual([]);
    expect(failures(`stub BookHotel -> rejected "no" ${start} then TripBooked expect Trip["a"] is done`, text)).toEqual(
      [],
    );
    expect(failures(`${start} then TripFailed { why: "all" }`, text.replace('} -> Car', '} -> abort "all"'))).toEqual(
      [],
    );
  });

  test('its steps keep what they change and each other sees', () => {
    const text = saga(`
      state { log: string[] = [] }
      parallel Both {
        step Flight {
          let mine = "flight"
          send BookFlight { id }
          on FlightBooked { log += [mine] } -> joined
          after 1m -> abort "late"
        }
        step Hotel {
          let mine = "hotel"
          send BookHotel { id }
          on HotelBooked { log += [mine] } -> joined
          after 1m -> abort "late"
        }
      } -> done
    `);
    expect(
      failures(
        'fault delay 5s FlightBooked when TripOrdered { id: "a" } then FlightBooked wait 10s expect Trip["a"].log == ["hotel", "flight"]',
        text,
      ),
    ).toEqual([]);
  });

  test('a reply goes to the step whose command it descends from', () => {
    const text = saga(`
      state { out: int = 0, back: int = 0 }
      parallel Both {
        step Out {
          send BookFlight { id, days: 1 }
          on FlightBooked as b { out = b.days } -> joined
          on FlightFull -> abort "full"
          after 1m -> abort "late"
          compensate { send CancelFlight { id, why: "out" }, on FlightCancelled -> compensated, after 1m retry 1 }
        }
        step Back {
          send BookFlight { id, days: 2 }
          on FlightBooked as b { back = b.days } -> joined
          on FlightFull -> abort "full"
          after 1m -> abort "late"
          compensate { send CancelFlight { id, why: "back" }, on FlightCancelled -> compensated, after 1m retry 1 }
        }
      } -> done
      ${ENDINGS}
    `);
    expect(
      failures(
        `fault reorder BookFlight
         when TripOrdered { id: "a" }
         then TripBooked
         expect Trip["a"].out == 1
         expect Trip["a"].back == 2`,
        text,
      ),
    ).toEqual([]);
    // Only the way back is full: the way out is what there is to undo.
    expect(
      failures(
        `fault reorder BookFlight
         when TripOrdered { id: "a" }
         then CancelFlight { why: "out" }
         then TripFailed { why: "full" }
         never CancelFlight { why: "back" }`,
        text.replace('days: 2 }', 'days: 99 }'),
      ),
    ).toEqual([]);
  });
});

describe('an abort in one step of a parallel', () => {
  test('stops the timers and retries of the others', () => {
    const { run, say } = started(full('Hotel'));
    run.control.fault({ kind: 'drop', message: 'BookFlight', every: true });
    run.control.fault({ kind: 'delay', message: 'HotelFull', every: false, delay: 10_000 });
    say('TripOrdered', { id: 'a', days: 1 });
    run.wait(10_000);
    expect(story(run).at(-1)).toBe('ended aborted');
    expect(run.timers()).toEqual([]);
    expect(run.commands().filter(({ type }) => type.key === 'BookFlight@1.0')).toHaveLength(1);
  });

  test('compensates what is done and what may be, in reverse order of declaration', () => {
    const { run, say } = started(full('Hotel'));
    run.control.fault({ kind: 'delay', message: 'FlightBooked', every: false, delay: 30_000 });
    run.control.fault({ kind: 'delay', message: 'CarCancelled', every: false, delay: 5_000 });
    say('TripOrdered', { id: 'a', days: 1 });
    run.settle();
    expect(saidBySaga(run).slice(3)).toEqual(['CancelCar']);
    run.runOut();
    expect(saidBySaga(run).slice(3)).toEqual(['CancelCar', 'CancelFlight', 'TripFailed']);
    expect(story(run)).toContain('left Flight unknown');
    expect(story(run)).toContain('ignored FlightBooked');
    expect(run.state('Flights', 'a')).toMatchObject({ booked: 0, done: 1, undone: 1 });
    expect(run.state('Cars', 'a')).toMatchObject({ booked: 0, done: 1, undone: 1 });
    expect(run.state('Hotels', 'a')).toMatchObject({ done: 0, undone: 0 });
  });

  test('whichever was done first', () => {
    for (const slow of ['Flight', 'Car']) {
      const { run, say } = started(full('Hotel'));
      run.control.fault({ kind: 'delay', message: 'HotelFull', every: false, delay: 20_000 });
      run.control.fault({ kind: 'delay', message: `${slow}Booked`, every: false, delay: 10_000 });
      say('TripOrdered', { id: 'a', days: 1 });
      run.runOut();
      expect(saidBySaga(run).slice(3)).toEqual(['CancelCar', 'CancelFlight', 'TripFailed']);
    }
  });

  test('after it has joined, its steps are compensated in reverse order, behind what came later', () => {
    const text = saga(`
      parallel Both { ${step('Flight', 'joined')} ${step('Hotel', 'joined')} } -> Car
      ${step('Car', 'Pay')}
      step Pay { after 1m -> abort "no money" }
      ${ENDINGS}
    `);
    const { run, say } = started(text);
    run.control.fault({ kind: 'delay', message: 'FlightBooked', every: false, delay: 10_000 });
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(saidBySaga(run).slice(3)).toEqual(['CancelCar', 'CancelHotel', 'CancelFlight', 'TripFailed']);
  });

  test('also where another one is parked', () => {
    const text = full('Hotel').replace('after 1m retry 1 -> abort "no answer from Flight"', 'after 10s retry 1');
    expect(
      failures(
        `fault drop every BookFlight
         fault delay 90s HotelFull
         when TripOrdered { id: "a" }
         wait 1m
         expect Trip["a"] is parked
         then TripFailed { why: "full" }
         expect Trip["a"] is aborted`,
        text,
      ),
    ).toEqual([]);
  });
});

test('each parked step of a parallel is resumed', () => {
  const text = BOTH.replaceAll(/ -> abort "no answer from \w+"/g, '');
  const { run, say } = started(text);
  for (const name of ['Flight', 'Car'])
    for (let n = 0; n < 2; n++) run.control.fault({ kind: 'drop', message: `Book${name}`, every: false });
  say('TripOrdered', { id: 'a', days: 1 });
  run.runOut();
  expect(story(run).filter((line) => line.startsWith('parked'))).toHaveLength(2);
  run.control.resume('Trip', 'a');
  run.runOut();
  expect(run.saga('Trip')?.status('a')).toBe('done');
});
