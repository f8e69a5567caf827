import { describe, expect, test } from 'vitest';
import { ENDINGS, failures, saga, saidBySaga, started, step, story, TRIP } from './saga.fixture.ts';

describe('steps', () => {
  test('the first one is the first to run, and each goes on to its target', () => {
    const { run, say } = started();
    say('TripOrdered', { id: 'a', days: 3 });
    run.runOut();
    expect(story(run)).toEqual([
      'started TripOrdered',
      'entered Flight',
      'came Flight FlightBooked',
      'left Flight completed',
      'entered Hotel',
      'came Hotel HotelBooked',
      'left Hotel completed',
      'entered Car',
      'came Car CarBooked',
      'left Car completed',
      'ended done',
    ]);
    expect(saidBySaga(run)).toEqual(['BookFlight', 'BookHotel', 'BookCar', 'TripBooked']);
    expect(run.timers()).toEqual([]);
  });

  test('which of several replies comes says where it goes', () => {
    const text = saga(`
      step Flight {
        send BookFlight { id }
        on FlightBooked when event.days > 2 -> Hotel
        on FlightBooked -> Car
        on FlightFull as f -> abort f.why
        after 1m -> abort "late"
      }
      ${step('Hotel', 'done')}
      ${step('Car', 'done')}
      ${ENDINGS}
    `);
    const long = text.replace('send BookFlight { id }', 'send BookFlight { id, days: trip.days }');
    expect(
      failures('when TripOrdered { id: "a", days: 3 } then HotelBooked never CarBooked expect Trip["a"] is done', long),
    ).toEqual([]);
    expect(
      failures('when TripOrdered { id: "a", days: 2 } then CarBooked never HotelBooked expect Trip["a"] is done', long),
    ).toEqual([]);
    expect(
      failures(
        `stub BookFlight -> FlightFull { why: "snow" }
         when TripOrdered { id: "a" }
         then TripFailed { why: "snow" }
         never HotelBooked
         expect Trip["a"] is aborted`,
        long,
      ),
    ).toEqual([]);
  });

  test('a target may go back; each time the step says something new', () => {
    const text = saga(`
      state { tries: int = 0 }
      step Flight {
        tries += 1
        send BookFlight { id, days: tries }
        on FlightFull when tries < 3 -> Flight
        on FlightFull -> abort "full three times"
        on FlightBooked -> done
        after 1m -> abort "late"
      }
      ${ENDINGS}
    `);
    const { run, say } = started(text, { answer: answerFull });
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    const sent = run.commands().filter(({ type }) => type.key === 'BookFlight@1.0');
    expect(sent.map(({ data }) => data.days)).toEqual([1, 2, 3]);
    expect(new Set(sent.map(({ eventId }) => eventId)).size).toBe(3);
    expect(story(run).at(-1)).toBe('ended aborted');
  });

  test('instances of other keys go their own ways', () => {
    expect(
      failures(`
        stub BookHotel -> HotelBooked
        fault drop BookCar
        when TripOrdered { id: "a" }
        when TripOrdered { id: "b" }
        then TripBooked { id: "b" }
        expect Trip["a"] is running
        expect Trip["b"] is done
        then TripBooked { id: "a" }
        expect Trip["a"] is done
      `),
    ).toEqual([]);
  });
});

describe('what starts an instance', () => {
  test.each(['__proto__', 'constructor', '10', ' ', 'ä'])('any key, such as %j', (key) => {
    expect(
      failures(`
        when TripOrdered { id: "${key}" }
        when TripOrdered { id: "x" }
        then TripBooked { id: "${key}" }
        expect Trip["${key}"] is done
        expect Trip["x"] is done
      `),
    ).toEqual([]);
  });

  test('history does not', () => {
    expect(failures('given TripOrdered { id: "a" } wait 1h never BookFlight')).toEqual([]);
    const { run } = started();
    run.given('TripOrdered@1.0', { id: 'a', days: 1 });
    run.runOut();
    expect([...(run.saga('Trip')?.instances ?? [])]).toEqual([]);
  });

  test('a message that its `when` wants, and no other', () => {
    const text = saga(`${step('Flight', 'done')} ${ENDINGS}`, 'start on TripOrdered as trip when trip.days > 1');
    expect(
      failures(
        `when TripOrdered { id: "a", days: 1 }
         when TripOrdered { id: "b", days: 2 }
         then TripBooked { id: "b" }
         never TripBooked { id: "a" }
         expect Trip["b"] is done`,
        text,
      ),
    ).toEqual([]);
    // What comes for one that was not wanted is nobody's, and no finding.
    const { run, say } = started(text);
    say('TripOrdered', { id: 'a', days: 1 });
    say('FlightBooked', { id: 'a', days: 1 });
    run.runOut();
    expect(run.deadLetters()).toEqual([]);
    expect(run.saga('Trip')?.instance('a')).toBeUndefined();
    // A later one may be wanted.
    say('TripOrdered', { id: 'a', days: 2 });
    run.runOut();
    expect(run.saga('Trip')?.status('a')).toBe('done');
  });

  test('a second start changes nothing, while it runs and after', () => {
    const lines = `
      when TripOrdered { id: "a", days: 1 }
      when TripOrdered { id: "a", days: 5 }
      then TripBooked { id: "a" }
      when TripOrdered { id: "a", days: 7 }
      wait 1h
      expect Trip["a"] is done
      expect Trip["a"].days == 1
      expect Flights["a"].done == 1
    `;
    const text = saga(`state { days: int = 0 } step Flight {
      days = trip.days
      send BookFlight { id, days: trip.days }
      on FlightBooked -> done
      after 1m -> abort "late"
    } ${ENDINGS}`);
    expect(failures(lines, text)).toEqual([]);
  });

  test('the same start delivered twice counts once', () => {
    const { run, say } = started();
    run.control.fault({ kind: 'duplicate', message: 'TripOrdered', every: true });
    say('TripOrdered', { id: 'a', days: 1 });
    say('TripOrdered', { id: 'b', days: 1 }, '3f8a1c7e-0000-4000-8000-000000000001');
    say('TripOrdered', { id: 'b', days: 1 }, '3f8a1c7e-0000-4000-8000-000000000001');
    run.runOut();
    for (const key of ['a', 'b']) {
      expect(story(run, key).filter((line) => line.startsWith('started') || line.startsWith('ignored'))).toEqual([
        'started TripOrdered',
      ]);
    }
  });

  test('also one that a command of another instance has led to', () => {
    const text = TRIP.replace(
      'emit FlightBooked { ...c }',
      'if c.id == "a" { emit TripOrdered { id: "b" } } emit FlightBooked { ...c }',
    );
    expect(
      failures(
        'when TripOrdered { id: "a" } then TripBooked { id: "a" } then TripBooked { id: "b" } expect Trip["b"] is done',
        text,
      ),
    ).toEqual([]);
  });
});

describe('what a block sees', () => {
  const TELLING = saga(`
    state { log: string[] = [] }
    step Flight {
      let twice = trip.days * 2
      log += ["enter " ]
      send BookFlight { id, days: twice }
      on FlightBooked as b {
        let both = b.days + twice
        log += [b.id, trip.id, meta.eventType]
        emit TripBooked { id, text: "flight" }
        if both == 8 { log += ["both"] }
      } -> Hotel
      on FlightFull -> abort "full"
      after 1m -> abort "late"
      compensate {
        send CancelFlight { id, why: trip.note ?? "none" }
        on FlightCancelled { log += ["undone"] } -> compensated
        after 1m retry 1
      }
    }
    step Hotel {
      send BookHotel { id, days: trip.days }
      on HotelBooked { log += [meta.eventType, event.id] } -> done
      on HotelFull as f { log += [f.why] } -> abort "hotel: full"
      on rejected as r { log += [r.reason] } -> abort r.reason
      after 1m -> abort "late"
    }
    done { emit TripBooked { id, text: trip.note ?? "" } }
    abort { log += [reason], emit TripFailed { id, why: reason, text: trip.note ?? "" } }
  `);

  test('the starting message, the key, its locals, the reply and its envelope', () => {
    expect(
      failures(
        `when TripOrdered { id: "a", days: 2, note: "sunny" }
         then TripBooked { text: "flight" }
         then TripBooked { text: "sunny" }
         expect Trip["a"] is done
         expect Trip["a"].log == ["enter ", "a", "a", "FlightBooked", "both", "HotelBooked", "a"]`,
        TELLING,
      ),
    ).toEqual([]);
  });

  test('`reason` in `abort`, whatever gave it', () => {
    expect(
      failures(
        `stub BookHotel -> HotelFull { why: "fair" }
         when TripOrdered { id: "a", days: 1, note: "n" }
         then CancelFlight { why: "n" }
         then TripFailed { why: "hotel: full", text: "n" }
         expect Trip["a"].log == ["enter ", "a", "a", "FlightBooked", "fair", "undone", "hotel: full"]`,
        TELLING,
      ),
    ).toEqual([]);
    expect(
      failures(
        `stub BookHotel -> rejected "closed"
         when TripOrdered { id: "a", days: 1 }
         then TripFailed { why: "closed" }
         expect Trip["a"].log == ["enter ", "a", "a", "FlightBooked", "closed", "undone", "closed"]`,
        TELLING,
      ),
    ).toEqual([]);
    expect(
      failures(
        `fault drop BookHotel
         when TripOrdered { id: "a", days: 1 }
         then TripFailed { why: "late" }`,
        TELLING,
      ),
    ).toEqual([]);
  });

  test('without `as` the fields of the starting message, and in a reply those of the reply', () => {
    const text = saga(
      `state { seen: int = 0 }
       step Flight {
         send BookFlight { id, days: days + 1 }
         on FlightBooked { seen = event.days } -> done
         after 1m -> abort "late"
       }
       done { emit TripBooked { id, text: note ?? "" } }`,
      'start on TripOrdered',
    );
    expect(
      failures(
        `when TripOrdered { id: "a", days: 4, note: "n" }
         then BookFlight { days: 5 }
         then TripBooked { text: "n" }
         expect Trip["a"].seen == 5`,
        text,
      ),
    ).toEqual([]);
  });

  test('the run that it came about in: correlation and causation go along the chain', () => {
    const { run, say } = started();
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    const [first] = run.commands();
    const booked = run.trace.find((entry) => entry.kind === 'publish' && entry.message === 'TripBooked@1.0');
    expect(booked).toMatchObject({ correlationId: first?.correlationId });
    expect(run.message(first?.causationId ?? '')?.type.key).toBe('TripOrdered@1.0');
  });
});

function answerFull({ message }: { readonly message: { readonly type: { readonly key: string } } }) {
  return message.type.key === 'BookFlight@1.0'
    ? { emits: [{ message: 'FlightFull@1.0', data: { id: 'a', why: 'full' }, topic: undefined, delay: undefined }] }
    : undefined;
}
