import { describe, expect, test } from 'vitest';
import { ENDINGS, failures, saga, saidBySaga, started, step, story, TRIP } from './saga.fixture.ts';

type Started = ReturnType<typeof started>;

/** The text at the place that the trace gives for what parked the instance, or gave a message up. */
function placed({ run }: Started, text: string, kind: 'saga' | 'deadLetter'): string | undefined {
  const found = run.trace.find((entry) => entry.kind === kind && 'place' in entry && entry.place);
  return found && 'place' in found && found.place ? text.slice(found.place.start, found.place.end) : undefined;
}

describe('a rejected command', () => {
  test('goes where `on rejected` says, and its step is not compensated', () => {
    const text = TRIP.replace('on HotelFull', 'on rejected as r -> abort r.reason on HotelFull');
    expect(
      failures(
        `stub BookHotel -> rejected "renovating"
         when TripOrdered { id: "a" }
         then rejected "renovating"
         then FlightCancelled
         then TripFailed { why: "renovating" }
         never CancelHotel
         expect Trip["a"] is aborted`,
        text,
      ),
    ).toEqual([]);
  });

  test('goes elsewhere, with a `when` and a block', () => {
    const text = saga(`
      state { why?: string }
      step Flight {
        send BookFlight { id }
        on FlightBooked -> done
        on rejected as r when r.reason == "full" { why = r.reason } -> Hotel
        after 1m -> abort "late"
      }
      ${step('Hotel', 'done')}
      ${ENDINGS}
    `);
    expect(
      failures(
        'stub BookFlight -> rejected "full" when TripOrdered { id: "a" } then TripBooked expect Trip["a"].why == "full"',
        text,
      ),
    ).toEqual([]);
    expect(
      failures(
        'stub BookFlight -> rejected "fog" when TripOrdered { id: "a" } wait 1h expect Trip["a"] is parked',
        text,
      ),
    ).toEqual([]);
  });

  test('without `on rejected` parks the instance, which is asked anew when it is resumed', () => {
    let isShut = true;
    const { run, say } = started(TRIP, {
      answer: ({ message }) => (isShut && message.type.key === 'BookHotel@1.0' ? { rejected: 'shut' } : undefined),
    });
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(story(run).at(-1)).toBe('parked Hotel rejected: shut');
    run.control.resume('Trip', 'a');
    run.runOut();
    expect(story(run).at(-1)).toBe('parked Hotel rejected: shut');
    isShut = false;
    run.control.resume('Trip', 'a');
    run.runOut();
    expect(run.saga('Trip')?.status('a')).toBe('done');
    const asked = run.commands().filter(({ type }) => type.key === 'BookHotel@1.0');
    expect(new Set(asked.map(({ eventId }) => eventId)).size).toBe(3);
    expect(run.state('Hotels', 'a')).toMatchObject({ done: 1 });
  });

  test('and sent again is rejected once', () => {
    const text = TRIP.replace('on HotelFull', 'on rejected as r -> Car on HotelFull');
    expect(
      failures(
        `stub BookHotel -> rejected "no"
         fault duplicate every BookHotel
         when TripOrdered { id: "a" }
         then TripBooked
         expect Trip["a"] is done`,
        text,
      ),
    ).toEqual([]);
  });

  test('a fault with the command leaves its answer alone', () => {
    const text = TRIP.replace('on HotelFull', 'on rejected as r -> abort r.reason on HotelFull');
    expect(
      failures(
        `stub BookHotel -> rejected "no"
         fault drop BookHotel
         when TripOrdered { id: "a" }
         then TripFailed { why: "no" }`,
        text,
      ),
    ).toEqual([]);
  });

  test('that nobody waits for any more is in the history', () => {
    const { run, say } = started(
      TRIP.replace('abort { emit', 'abort { send BookCar { id }, emit').replace(
        'send BookFlight { id }',
        'send BookFlight { id, days: 99 }',
      ),
      {
        answer: ({ message }) => (message.type.key === 'BookCar@1.0' ? { rejected: 'no' } : undefined),
      },
    );
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    expect(story(run).slice(-2)).toEqual(['ended aborted', 'ignored BookCar']);
  });

  test('by an aggregate, whose reason arrives', () => {
    const text = saga(`
      step Pay {
        send Pay { id, amount: trip.days }
        on Paid -> done
        on rejected as r -> abort r.reason
        after 1m -> abort "late"
      }
      ${ENDINGS}
    `).replace(
      'saga Trip',
      `command Pay { id: string, amount: int } event Paid { id: string, amount: int }
       topic payments { carries Paid, key id }
       aggregate Account by id {
         state { spent: int = 0 }
         handle Pay as c { require c.amount < 10 else "too much", emit Paid { ...c } }
         apply Paid as e { spent += e.amount }
       }
       saga Trip`,
    );
    expect(
      failures('when TripOrdered { id: "a", days: 5 } then TripBooked expect Account["a"].spent == 5', text),
    ).toEqual([]);
    expect(failures('when TripOrdered { id: "a", days: 50 } then TripFailed { why: "too much" }', text)).toEqual([]);
  });
});

describe('an error in a body', () => {
  const divide = (where: string, by: string) =>
    saga(`
      state { n: decimal = 0 }
      step Flight {
        ${where === 'step' ? `n = 10 / ${by}` : ''}
        send BookFlight { id, days: trip.days }
        on FlightBooked as b ${where === 'guard' ? `when 10 / ${by} > 1` : ''} {
          ${where === 'reply' ? `n = 10 / ${by}` : ''}
        } -> Hotel
        after 1m -> abort "late"
      }
      step Hotel {
        ${where === 'next' ? `n = 10 / ${by}` : ''}
        send BookHotel { id, days: 1 }
        on HotelBooked -> done
        after 1m -> abort "late"
      }
      done { ${where === 'done' ? `n = 10 / ${by}` : ''} emit TripBooked { id } }
    `);

  test('of the first step gives the start up, which comes again when it is redriven', () => {
    const text = divide('step', '(trip.days - 1)');
    const at = started(text);
    at.say('TripOrdered', { id: 'a', days: 1 });
    at.run.runOut();
    expect(at.run.deadLetters().map(({ message }) => [message.type.key, message.headers?.error])).toEqual([
      ['TripOrdered@1.0', 'division by zero'],
    ]);
    expect(at.run.saga('Trip')?.instance('a')).toBeUndefined();
    expect(saidBySaga(at.run)).toEqual([]);
  });

  test.each([
    ['a reply', 'reply', '(b.days - 1)', 'Flight'],
    ['a guard', 'guard', '(b.days - 1)', 'Flight'],
    ['the next step', 'next', '(trip.days - 1)', 'Flight'],
    ['`done`', 'done', '(trip.days - 1)', 'Hotel'],
  ])('of %s parks the step, at its place, and nothing of it has happened', (_, where, by, at) => {
    const text = divide(where, by);
    const begun = started(text);
    begun.say('TripOrdered', { id: 'a', days: 1 });
    begun.run.runOut();
    expect(story(begun.run).at(-1)).toBe(`parked ${at} division by zero`);
    expect(placed(begun, text, 'saga')).toContain('10 /');
    expect(begun.run.saga('Trip')?.status('a')).toBe('parked');
    expect(begun.run.state('Trip', 'a')?.n).toBe('0');
    expect(begun.run.timers()).toEqual([]);
    expect(saidBySaga(begun.run)).not.toContain('TripBooked');
  });

  test('and its reply is taken when it comes again', () => {
    const { run, say } = started(divide('reply', '(b.days - 1)'));
    say('TripOrdered', { id: 'a', days: 1 });
    run.runOut();
    say('FlightBooked', { id: 'a', days: 6 });
    run.runOut();
    expect(run.saga('Trip')?.status('a')).toBe('done');
    expect(run.state('Trip', 'a')?.n).toBe('2');
  });

  test('a message that may not be said parks the step too', () => {
    const text = saga(`
      step Flight { send BookFlight { id }, on FlightBooked -> Hotel, after 1m -> abort "late" }
      step Hotel { send BookHotel { id, days: 9 }, on HotelBooked -> done, after 1m -> abort "late" }
    `)
      .replace(
        'command BookHotel { id: string, days: int = 1 }',
        'command BookHotel { id: string, days: int(1..5) = 1 }',
      )
      .replace('days: 9', 'days: trip.days');
    const begun = started(text);
    begun.say('TripOrdered', { id: 'a', days: 9 });
    begun.run.runOut();
    expect(story(begun.run).at(-1)).toMatch(/^parked Flight BookHotel is refused: .*days/);
    expect(placed(begun, text, 'saga')).toContain('send BookHotel');
  });
});

describe('state is checked', () => {
  const LIMITED = saga(`
    state { days: int(0..30) = 0 }
    step Flight {
      days = trip.days
      send BookFlight { id, days: trip.days }
      on FlightBooked as b { days += b.days } -> done
      after 1m -> abort "late"
    }
    ${ENDINGS}
  `);

  test('at the start, which is given up', () => {
    const { run, say } = started(LIMITED);
    say('TripOrdered', { id: 'a', days: 40 });
    run.runOut();
    expect(run.deadLetters().map(({ message }) => message.headers?.error)).toEqual([
      'the state does not fit: /days must be <= 30',
    ]);
    expect(run.saga('Trip')?.instance('a')).toBeUndefined();
    expect(saidBySaga(run)).toEqual([]);
  });

  test('at a reply, which leaves nothing and parks the step', () => {
    const { run, say } = started(LIMITED);
    say('TripOrdered', { id: 'a', days: 20 });
    run.runOut();
    expect(story(run).at(-1)).toBe('parked Flight the state does not fit: /days must be <= 30');
    expect(run.state('Trip', 'a')).toEqual({ days: 20 });
    expect(saidBySaga(run)).toEqual(['BookFlight']);
  });

  test('maps take any key', () => {
    const text = saga(`
      state { seen: map<int> = {} }
      step Flight {
        seen["__proto__"] = 1, seen["10"] = 2, seen["constructor"] += 3
        send BookFlight { id }
        on FlightBooked { seen["__proto__"] += 4, remove seen["10"] } -> done
        after 1m -> abort "late"
      }
    `);
    expect(
      failures(
        `when TripOrdered { id: "a" }
         wait 1s
         fault crash Trip
         expect Trip["a"] is done
         expect Trip["a"].seen["__proto__"] == 5
         expect Trip["a"].seen["10"] == null
         expect Trip["a"].seen["constructor"] == 3`,
        text,
      ),
    ).toEqual([]);
  });
});

test('a step of one saga that says what another one waits for', () => {
  const text = saga(`${step('Flight', 'done')} ${ENDINGS}`).replace(
    'saga Trip',
    `event Invoiced { id: string } topic invoices { carries Invoiced, key id }
     consumer Office { idempotent, on TripBooked as b { emit Invoiced { id: b.id } } }
     saga Bill by id {
       start on TripOrdered
       step Wait { on TripBooked -> Send, on TripFailed -> abort "no trip", after 7d -> abort "late" }
       step Send { on Invoiced -> done, after 1d -> abort "late" }
     }
     saga Trip`,
  );
  expect(
    failures('when TripOrdered { id: "a" } then Invoiced expect Bill["a"] is done expect Trip["a"] is done', text),
  ).toEqual([]);
});
