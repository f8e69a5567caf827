import { describe, expect, test } from 'vitest';
import { ENDINGS, failures, saga, saidBySaga, started, step, story, TRIP } from './saga.fixture.ts';

describe('on abort', () => {
  test('the completed steps are compensated in reverse order, each waited for, then `abort` runs', () => {
    const { run, say } = started(TRIP.replace('send BookCar { id }', 'send BookCar { id, days: 99 }'));
    run.control.fault({ kind: 'delay', message: 'HotelCancelled', every: false, delay: 5000 });
    say('TripOrdered', { id: 'a', days: 1 });
    run.settle();
    expect(saidBySaga(run)).toEqual(['BookFlight', 'BookHotel', 'BookCar', 'CancelHotel']);
    run.runOut();
    expect(saidBySaga(run)).toEqual([
      'BookFlight',
      'BookHotel',
      'BookCar',
      'CancelHotel',
      'CancelFlight',
      'TripFailed',
    ]);
    expect(story(run).slice(-10)).toEqual([
      'came Car CarFull',
      'left Car failed',
      'aborting full',
      'entered ~Hotel',
      'came ~Hotel HotelCancelled',
      'left ~Hotel completed',
      'entered ~Flight',
      'came ~Flight FlightCancelled',
      'left ~Flight completed',
      'ended aborted',
    ]);
  });

  test('a step whose own reply aborted is not compensated', () => {
    expect(
      failures(
        `when TripOrdered { id: "a" }
         then TripFailed { why: "full" }
         never CancelCar
         expect Cars["a"].undone == 0
         expect Hotels["a"].undone == 1
         expect Trip["a"] is aborted`,
        TRIP.replace('send BookCar { id }', 'send BookCar { id, days: 99 }'),
      ),
    ).toEqual([]);
  });

  test('a step that has timed out is, and its late success is undone', () => {
    expect(
      failures(`
        fault delay 10m CarBooked
        when TripOrdered { id: "a" }
        then CarCancelled
        then HotelCancelled
        then FlightCancelled
        then TripFailed { why: "no answer from Car" }
        wait 1h
        expect Trip["a"] is aborted
        expect Cars["a"].booked == 0
        expect Cars["a"].done == 1
        expect Cars["a"].undone == 1
      `),
    ).toEqual([]);
    expect(
      failures(`
        fault delay 10m BookCar
        when TripOrdered { id: "a" }
        then TripFailed { why: "no answer from Car" }
        wait 1h
        expect Trip["a"] is aborted
        expect Cars["a"].booked == 0
        expect Cars["a"].undone == 1
      `),
    ).toEqual([]);
  });

  test('a command that waits for its `in` does not come behind its compensation', () => {
    const text = saga(`
      step Flight {
        send BookFlight { id } in 10m
        on FlightBooked -> done
        after 1m -> abort "late"
        compensate { send CancelFlight { id }, on FlightCancelled -> compensated, after 1m retry 1 }
      }
      ${ENDINGS}
    `);
    expect(
      failures(
        `when TripOrdered { id: "a" }
         then TripFailed
         wait 1h
         never BookFlight
         expect Trip["a"] is aborted
         expect Flights["a"].booked == 0`,
        text,
      ),
    ).toEqual([]);
  });

  test('a step without `compensate`, or with an empty one, is passed by', () => {
    const bare = saga(`
      step Flight { send BookFlight { id }, on FlightBooked -> Hotel, after 1m -> abort "late", compensate { } }
      step Hotel { send BookHotel { id }, on HotelBooked -> Car, after 1m -> abort "late" }
      ${step('Car', 'done')}
      ${ENDINGS}
    `).replace('send BookCar { id }', 'send BookCar { id, days: 99 }');
    const { run, say } = started(bare);
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(story(run).slice(-5)).toEqual([
      'left Car failed',
      'aborting full',
      'entered ~Flight',
      'left ~Flight completed',
      'ended aborted',
    ]);
  });

  test('nothing is compensated where nothing was done', () => {
    expect(
      failures(
        'when TripOrdered { id: "a" } then TripFailed { why: "full" } never CancelFlight expect Trip["a"] is aborted',
        TRIP.replace('send BookFlight { id }', 'send BookFlight { id, days: 99 }'),
      ),
    ).toEqual([]);
  });

  test('what was entered twice is compensated once, also where its second time failed', () => {
    const text = saga(`
      state { round: int = 0 }
      step Flight {
        round += 1
        send BookFlight { id, days: round == 1 ? 1 : 99 }
        on FlightBooked -> Hotel
        on FlightFull as f -> abort f.why
        after 1m -> abort "late"
        compensate { send CancelFlight { id }, on FlightCancelled -> compensated, after 1m retry 1 }
      }
      step Hotel {
        send BookHotel { id }
        on HotelBooked -> Flight
        after 1m -> abort "late"
        compensate { send CancelHotel { id }, on HotelCancelled -> compensated, after 1m retry 1 }
      }
      step Car { send BookCar { id }, on CarBooked -> done, after 1m -> abort "late" }
      ${ENDINGS}
    `);
    const { run, say } = started(text);
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(saidBySaga(run).slice(3).sort()).toEqual(['CancelFlight', 'CancelHotel', 'TripFailed']);
    expect(story(run).at(-1)).toBe('ended aborted');
  });
});

describe('a compensation', () => {
  const FULL = TRIP.replace('send BookCar { id }', 'send BookCar { id, days: 99 }');

  test('is retried with the same ids, and undone once', () => {
    expect(
      failures(
        `fault drop HotelCancelled
         when TripOrdered { id: "a" }
         then TripFailed
         expect Hotels["a"].undone == 1
         expect Trip["a"] is aborted`,
        FULL,
      ),
    ).toEqual([]);
  });

  test('that fails parks the instance, and `resume` brings it to its end', () => {
    expect(
      failures(
        `fault drop every HotelCancelled
         when TripOrdered { id: "a" }
         wait 1d
         expect Trip["a"] is parked
         never TripBooked
         when HotelCancelled { id: "a" }
         wait 1d
         expect Trip["a"] is parked`,
        FULL,
      ),
    ).toEqual([]);
    const { run, say } = started(FULL);
    for (let n = 0; n < 2; n++) run.control.fault({ kind: 'drop', message: 'CancelHotel', every: false });
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(story(run).slice(-4)).toEqual([
      'entered ~Hotel',
      'retried ~Hotel 1',
      'timedOut ~Hotel',
      'parked ~Hotel nothing came, and all retries are used up',
    ]);
    expect(saidBySaga(run)).not.toContain('CancelFlight');
    run.control.resume('Trip', 'a');
    run.runOut();
    expect(saidBySaga(run).slice(3)).toEqual([
      'CancelHotel',
      'CancelHotel',
      'CancelHotel',
      'CancelFlight',
      'TripFailed',
    ]);
    expect(run.saga('Trip')?.status('a')).toBe('aborted');
  });

  test('that is rejected parks it, and is asked anew', () => {
    let closed = true;
    const { run, say } = started(FULL, {
      answer: ({ message }) =>
        closed && message.type.key === 'CancelHotel@1.0' ? { rejected: 'the desk is closed' } : undefined,
    });
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(story(run).at(-1)).toBe('parked ~Hotel rejected: the desk is closed');
    closed = false;
    run.control.resume('Trip', 'a');
    run.runOut();
    expect(run.saga('Trip')?.status('a')).toBe('aborted');
    const asked = run.commands().filter(({ type }) => type.key === 'CancelHotel@1.0');
    expect(new Set(asked.map(({ eventId }) => eventId)).size).toBe(2);
    expect(saidBySaga(run).slice(-3)).toEqual(['CancelHotel', 'CancelFlight', 'TripFailed']);
  });

  test('may wait on its own for a reply that undoes the step', () => {
    expect(
      failures(
        `fault drop every CancelHotel
         when TripOrdered { id: "a" }
         wait 1d
         expect Trip["a"] is parked
         when HotelCancelled { id: "a" }
         then FlightCancelled
         expect Trip["a"] is aborted`,
        FULL,
      ),
    ).toEqual([]);
  });
});

describe('the pivot', () => {
  const PIVOT = saga(`
    ${step('Flight', 'Hotel')}
    pivot step Hotel {
      send BookHotel { id }
      on HotelBooked -> Car
      on HotelFull as f -> abort f.why
      after 1m -> abort "late"
    }
    step Car { send BookCar { id }, on CarBooked -> done, after 1h retry 3 }
    ${ENDINGS}
  `);

  test('may itself abort', () => {
    expect(
      failures(
        `when TripOrdered { id: "a" }
         then FlightCancelled
         then TripFailed { why: "full" }
         expect Trip["a"] is aborted`,
        PIVOT.replace('send BookHotel { id }', 'send BookHotel { id, days: 99 }'),
      ),
    ).toEqual([]);
  });

  test('behind it there is only forward', () => {
    expect(
      failures(
        `fault disconnect Cars for 2h
         when TripOrdered { id: "a" }
         then TripBooked
         never CancelFlight
         expect Trip["a"] is done`,
        PIVOT,
      ),
    ).toEqual([]);
  });
});
