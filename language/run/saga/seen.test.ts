import { expect, test } from 'vitest';
import { dryRun } from '../open/dryRun.ts';
import { summaryText } from '../open/summaryText.ts';
import { projectOf, runText } from '../text.fixture.ts';
import { ENDINGS, saga, step } from './saga.fixture.ts';

const TRIP = saga(`${step('Flight', 'Hotel')} ${step('Hotel', 'done')} ${ENDINGS}`).replaceAll(
  'id: string',
  'id: uuid',
);

function resultOf(lines: string) {
  const [result] = runText(`${TRIP} scenario "it" { ${lines} }`);
  if (!result) throw new Error('nothing was run');
  return result;
}

test('a failed `expect … is` tells the history: step, sent, waited for, came, compensated', () => {
  const { failures, waiting } = resultOf(`
    stub BookHotel -> HotelFull { why: "fair" }
    fault drop every FlightCancelled
    when TripOrdered { id: uuid("t-1") }
    wait 1h
    expect Trip[uuid("t-1")] is aborted
  `);
  expect(failures.map(({ message }) => message.split('\n'))).toEqual([
    [
      'Trip[uuid("t-1")] is parked, not aborted.',
      '  10:30:00.000  starts     Trip[uuid("t-1")] with TripOrdered',
      '  10:30:00.000  step       Trip[uuid("t-1")]: Flight sends BookFlight',
      '  10:30:00.000  came       Trip[uuid("t-1")]: FlightBooked to Flight',
      '  10:30:00.000  leaves     Trip[uuid("t-1")]: Flight, which is done',
      '  10:30:00.000  step       Trip[uuid("t-1")]: Hotel sends BookHotel',
      '  10:30:00.000  came       Trip[uuid("t-1")]: HotelFull to Hotel',
      '  10:30:00.000  leaves     Trip[uuid("t-1")]: Hotel, of which nothing stands',
      '  10:30:00.000  aborts     Trip[uuid("t-1")]: fair',
      '  10:30:00.000  undoes     Trip[uuid("t-1")]: Flight sends CancelFlight',
      '  10:31:00.000  asks anew  Trip[uuid("t-1")]: compensation of Flight, retry 1',
      '  10:32:00.000  timed out  Trip[uuid("t-1")]: compensation of Flight',
      '  10:32:00.000  parked     Trip[uuid("t-1")] in compensation of Flight: nothing came, and all retries are used up',
      '  Trip[uuid("t-1")] is parked in the compensation of Flight: nothing came, and all retries are used up. It waits for FlightCancelled.',
    ],
  ]);
  expect(waiting).toEqual([
    'Trip[uuid("t-1")] is parked in the compensation of Flight: nothing came, and all retries are used up. It waits for FlightCancelled.',
  ]);
});

test('one that still runs tells what it waits for, and a failed `then` too', () => {
  const text = 'Trip[uuid("t-1")] waits in Flight for FlightBooked or FlightFull.';
  const running = resultOf(`
    fault drop BookFlight
    when TripOrdered { id: uuid("t-1") }
    expect Trip[uuid("t-1")] is done
    fault drop every BookFlight
    fault drop every CancelFlight
    then TripBooked
  `);
  expect(running.failures[0]?.message.split('\n').at(-1)).toBe(`  ${text}`);
  expect(running.failures[1]?.message).toContain('Expected TripBooked, but nothing more happens.');
  expect(running.waiting[0]).toContain('Trip[uuid("t-1")] is parked in the compensation of Flight');
});

test('an instance that is not there', () => {
  const { failures } = resultOf('when TripOrdered { id: uuid("t-1") } expect Trip[uuid("t-2")] is done');
  expect(failures[0]?.message).toBe('There is no Trip[uuid("t-2")]: nothing has started it.');
});

test('the summary of a dry run counts instances by how they stand, and names what they wait for', () => {
  const messages = ['a', 'b'].map((id) => ({ kind: 'publish' as const, text: `TripOrdered { id: uuid("${id}") }` }));
  const text = TRIP.replace('on BookHotel as c {', 'on BookHotel as c when c.id == uuid("a") {');
  const result = dryRun(projectOf(text), messages, { seed: 1, period: 30_000, diagnose: () => [] });
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  expect(result.summary.sagas).toEqual([{ saga: 'Trip', running: 1, parked: 0, done: 1, aborted: 0 }]);
  expect(result.summary.waiting).toEqual([
    'Trip[uuid("b")] waits in Hotel for HotelBooked or HotelFull.',
    'Trip[uuid("b")]: time is up for Hotel at 2024-01-15T10:31:00.000Z.',
  ]);
  expect(summaryText(result.summary)).toContain(
    'Saga  Running  Parked  Done  Aborted\nTrip        1       0     1        0\n',
  );
});
