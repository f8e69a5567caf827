import { describe, expect, test } from 'vitest';
import { ENDINGS, failures, saga, started, step, story, TRIP } from './saga.fixture.ts';

const ids = (n: number) => `3f8a1c7e-0000-4000-8000-00000000000${n}`;

describe('a reply belongs to an instance', () => {
  test('by the key, where it does not descend from a command of ours', () => {
    expect(
      failures(`
        fault drop every BookFlight
        when TripOrdered { id: "a" }
        when TripOrdered { id: "b" }
        wait 10s
        when FlightBooked { id: "b" }
        then TripBooked { id: "b" }
        expect Trip["a"] is running
        then TripFailed { id: "a", why: "no answer from Flight" }
      `),
    ).toEqual([]);
  });

  test('by causation, whatever its key says', () => {
    const text = TRIP.replace('emit FlightBooked { ...c }', 'emit FlightBooked { id: "other" }');
    expect(failures('when TripOrdered { id: "a" } then TripBooked { id: "a" } expect Trip["a"] is done', text)).toEqual(
      [],
    );
  });

  test('also over several hands', () => {
    const text = TRIP.replace('emit FlightBooked { ...c }', 'emit FlightAsked { ...c }').replace(
      'saga Trip',
      `event FlightAsked { id: string }
       consumer Airline { idempotent, on FlightAsked as a { emit FlightBooked { id: "other" } } }
       saga Trip`,
    );
    expect(failures('when TripOrdered { id: "a" } then TripBooked { id: "a" }', text)).toEqual([]);
  });

  test('whose step has sent its command, where two wait for the same message', () => {
    const text = saga(`
      state { log: string[] = [] }
      step Flight {
        send BookFlight { id, days: 1 }
        on FlightBooked as b { log += ["out"] } -> Back
        after 1m -> Back
      }
      step Back {
        send BookFlight { id, days: 2 }
        on FlightBooked as b { log += [b.days == 2 ? "back" : "wrong"] } -> done
        after 10m -> abort "late"
      }
      ${ENDINGS}
    `);
    // The first answer comes once the second step waits: it is not the second step's.
    expect(
      failures(
        `fault delay 2m FlightBooked
         when TripOrdered { id: "a" }
         then TripBooked
         expect Trip["a"].log == ["back"]`,
        text,
      ),
    ).toEqual([]);
  });

  test('and the `when` of the wait may still not want it', () => {
    const text = saga(`
      step Flight {
        send BookFlight { id, days: trip.days }
        on FlightBooked as b when b.days > 5 -> done
        after 1m -> abort "too short"
      }
      ${ENDINGS}
    `);
    expect(failures('when TripOrdered { id: "a", days: 6 } then TripBooked', text)).toEqual([]);
    expect(failures('when TripOrdered { id: "a", days: 5 } then TripFailed { why: "too short" }', text)).toEqual([]);
    const { run, say } = started(text);
    say('TripOrdered', { id: 'a', days: 5 });
    run.settle();
    expect(story(run)).toEqual(['started TripOrdered', 'entered Flight', 'ignored FlightBooked']);
    say('FlightBooked', { id: 'a', days: 7 });
    run.settle();
    expect(run.saga('Trip')?.status('a')).toBe('done');
  });
});

describe('a reply that changes nothing', () => {
  test('a duplicate', () => {
    expect(
      failures(`
        fault duplicate every FlightBooked
        fault duplicate every BookHotel
        when TripOrdered { id: "a" }
        then TripBooked
        expect Flights["a"].done == 1
        expect Hotels["a"].done == 1
        expect Cars["a"].done == 1
      `),
    ).toEqual([]);
    const { run, say } = started();
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    const before = story(run);
    const booked = run.trace.find((entry) => entry.kind === 'publish' && entry.message === 'FlightBooked@1.0');
    say('FlightBooked', { id: 'a', days: 1 }, booked?.kind === 'publish' ? booked.eventId : '');
    run.runOut();
    expect(story(run)).toEqual(before);
    expect(run.trace.some(({ kind }) => kind === 'duplicate')).toBe(true);
  });

  test('one that its step no longer awaits is in the history', () => {
    const { run, say } = started();
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    say('HotelBooked', { id: 'a', days: 1 }, ids(1));
    run.runOut();
    say('HotelBooked', { id: 'a', days: 1 }, ids(1));
    run.runOut();
    expect(story(run).slice(-2)).toEqual(['ended done', 'ignored HotelBooked']);
    expect(run.saga('Trip')?.status('a')).toBe('done');
    expect(run.deadLetters()).toEqual([]);
  });

  test('one that comes before its step, which takes it when it is said again', () => {
    const { run, say } = started(
      saga(`
        step Flight { send BookFlight { id }, on FlightBooked -> Hotel, after 1m -> abort "late" }
        step Hotel { on HotelBooked -> done, after 1h -> abort "late" }
        ${ENDINGS}
      `),
    );
    run.control.fault({ kind: 'delay', message: 'FlightBooked', every: false, delay: 1000 });
    say('TripOrdered', { id: 'a', days: 1 });
    run.settle();
    say('HotelBooked', { id: 'a', days: 1 }, ids(1));
    run.wait(5000);
    expect(story(run)).toEqual([
      'started TripOrdered',
      'entered Flight',
      'ignored HotelBooked',
      'came Flight FlightBooked',
      'left Flight completed',
      'entered Hotel',
    ]);
    say('HotelBooked', { id: 'a', days: 1 }, ids(1));
    run.settle();
    expect(run.saga('Trip')?.status('a')).toBe('done');
  });
});

describe('a reply that finds no instance', () => {
  test('is reported, kept in the dead letter, and taken once its instance is there', () => {
    const { run, say } = started();
    say('FlightBooked', { id: 'a', days: 1 });
    run.runOut();
    expect(run.deadLetters().map(({ message, topic }) => [message.type.key, topic, message.headers?.error])).toEqual([
      ['FlightBooked@1.0', 'flights.dlq', "uncorrelated: there is no Trip for FlightBooked's id, a"],
    ]);
    expect(run.trace.find((entry) => entry.kind === 'deadLetter')).toMatchObject({ part: 'Trip', attempts: 1 });
    run.control.fault({ kind: 'drop', message: 'BookFlight', every: true });
    say('TripOrdered', { id: 'a', days: 1 });
    run.settle();
    run.control.redrive('flights');
    run.settle();
    expect(run.saga('Trip')?.status('a')).toBe('done');
  });

  test('is also told of in a failing scenario', () => {
    expect(failures('when FlightBooked { id: "a" } then TripBooked').join('\n')).toContain(
      "Trip gave FlightBooked up after one attempt: uncorrelated: there is no Trip for FlightBooked's id, a.",
    );
  });

  test('where it has no key either', () => {
    const text = TRIP.replace('event FlightBooked { id: string', 'event FlightBooked { id?: string').replace(
      'topic flights { carries FlightBooked, FlightFull',
      'topic bookings { carries FlightBooked } topic flights { carries FlightFull',
    );
    const { run, say } = started(text);
    say('FlightBooked', { days: 1 });
    run.runOut();
    expect(run.deadLetters().map(({ message }) => message.headers?.error)).toEqual([
      'uncorrelated: FlightBooked has no id',
    ]);
  });

  test("but what somebody else's command has led to is somebody else's", () => {
    const { run, say } = started();
    say('BookFlight', { id: 'x', days: 1 });
    run.runOut();
    expect(run.deadLetters()).toEqual([]);
    expect(run.saga('Trip')?.instance('x')).toBeUndefined();
    expect(run.trace.filter((entry) => entry.kind === 'unwanted')).toMatchObject([
      { part: 'Trip', message: 'FlightBooked@1.0' },
    ]);
  });
});

describe('two majors', () => {
  const MAJORS = saga(`${step('Flight', 'done')} ${ENDINGS}`, 'start on TripOrdered@2 as trip').replace(
    'event TripOrdered { id: string, days: int = 1, note?: string }',
    `event TripOrdered@1 { id: string, days: int = 1, note?: string }
     event TripOrdered@2 {
       id: string, nights: int, note?: string, reserved days
       upcast from @1 { nights: old.days - 1 }
     }`,
  );

  test('an older one starts an instance as the newer one', () => {
    const text = MAJORS.replace('send BookFlight { id }', 'send BookFlight { id, days: trip.nights }');
    expect(
      failures(
        `when TripOrdered@1 { id: "a", days: 4 }
         when TripOrdered@2 { id: "b", nights: 7 }
         then BookFlight { id: "a", days: 3 }
         then BookFlight { id: "b", days: 7 }
         expect Trip["a"] is done
         expect Trip["b"] is done`,
        text,
      ),
    ).toEqual([]);
  });

  test('so does an older reply', () => {
    const text = saga(`
      step Flight {
        send BookFlight { id }
        on FlightBooked@2 as b { nights = b.nights } -> done
        after 1m -> abort "late"
      }
      state { nights: int = 0 }
      ${ENDINGS}
    `)
      .replace(
        'event FlightBooked { id: string, days: int = 1 }',
        `event FlightBooked@1 { id: string, days: int = 1 }
         event FlightBooked@2 { id: string, nights: int, reserved days, upcast from @1 { nights: old.days - 1 } }`,
      )
      .replace('emit FlightBooked {', 'emit FlightBooked@1 {');
    expect(
      failures(
        'stub BookFlight -> FlightBooked@1 { days: 5 } when TripOrdered { id: "a" } then TripBooked expect Trip["a"].nights == 4',
        text,
      ),
    ).toEqual([]);
    expect(
      failures(
        'stub BookFlight -> FlightBooked@2 { nights: 5 } when TripOrdered { id: "a" } then TripBooked expect Trip["a"].nights == 5',
        text,
      ),
    ).toEqual([]);
  });
});
