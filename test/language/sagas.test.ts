import { describe, expect, test } from 'vitest';
import { diagnose } from '../../language/check/diagnose.ts';
import { expectDiagnostics, fixed, projectOf } from './harness.ts';

const WORLD = `
event Placed { id: uuid }
event Reserved { id: uuid }
event Released { id: uuid }
event Short { id: uuid }
event Paid { id: uuid }
event Refunded { id: uuid }
event Shipped { id: uuid }
command Reserve { id: uuid }
command Release { id: uuid }
command Pay { id: uuid }
command Refund { id: uuid }
command Ship { id: uuid }
command Note { id: uuid }
service Shop { publishes Placed }
consumer Stock { idempotent, on Reserve emits Reserved | Short, on Release emits Released }
consumer Bank { idempotent, on Pay emits Paid, on Refund emits Refunded }
consumer Depot { idempotent, on Ship emits Shipped }
consumer Log { idempotent, on Note }
`;

/** Of a part of a system, not all is said. */
const OPEN = ['EVF3001', 'EVF3002', 'EVF3011'];

function expectSaga(steps: string): void {
  expectDiagnostics(`${WORLD}saga Checkout by id {\n  start on Placed\n${steps}\n}`, OPEN);
}

/** The related places of the only diagnostic with a code: the text that each shows, and its label. */
function placesOf(steps: string, code: string): string[] {
  const { project, snippet } = projectOf(`${WORLD}saga Checkout by id {\n  start on Placed\n${steps}\n}`);
  const { text } = snippet.files[0]!;
  const [found, ...others] = diagnose(project, 'main.evflow').filter((one) => one.code === code);
  expect(others).toEqual([]);
  return found!.related.map(({ span, label }) => `${text.slice(span.start, span.end)} — ${label}`);
}

const RESERVE = `
  step Hold {
    send Reserve { id }
    on Reserved -> Charge
    on Short -> abort "short"
    after 30s retry 2 -> abort "no answer"
    compensate { send Release { id }, on Released -> compensated, after 1m retry 5 }
  }`;
const SHIP = `
  pivot step Send {
    send Ship { id }
    on Shipped -> done
    after 1d retry 10
  }`;

describe('what an abort leaves done', () => {
  const timedOut = `${RESERVE}
  step Charge {
    // ^^^^^^ error EVF5004 Hold (Reserved comes), Charge (no answer after 2m), abort
    send Pay { id }
    on Paid -> Send
    after 2m -> abort "too late"
  }${SHIP}`;

  test('is the work of a step that may have answered too late', () => {
    expectSaga(timedOut);
  });

  test('is shown with the shortest way there, place by place', () => {
    expect(placesOf(timedOut, 'EVF5004')).toEqual([
      'Placed — 1. Placed starts Checkout',
      'Reserved — 2. Hold: Reserved comes, on to Charge',
      '2m — 3. Charge: no answer after 2m, abort',
      'Paid — Bank may have done it here, and nothing undoes it',
    ]);
  });

  test('is nothing where the only reply that aborts says that nothing was done', () => {
    expectSaga(`
  step Hold {
    send Reserve { id }
    on Reserved -> done
    on Short -> abort "short"
    after 30s retry 2
  }`);
  });

  test('is nothing where a command changes nothing, or an empty compensation says so', () => {
    expectSaga(`
  step Tell {
    send Note { id }
    on rejected -> abort "refused"
    after 1m -> Hold
  }
  step Hold {
    send Reserve { id }
    on Reserved -> done
    after 1m -> abort "no answer"
    compensate { }
  }`);
  });

  test('may be the work of the pivot, where nobody waits for its answer', () => {
    expectSaga(`
  pivot step Charge {
    //       ^^^^^^ error EVF5004 after Pay was perhaps done
    send Pay { id }
    on Paid -> done
    after 2m -> abort "too late"
  }`);
  });

  test('may be the work of a sibling in a parallel', () => {
    expectSaga(`
  parallel Both {
    step Hold {
      send Reserve { id }
      on Reserved -> joined
      on Short -> abort "short"
      after 1m retry 5
    }
    step Charge {
      // ^^^^^^ error EVF5004 after Pay was perhaps done, and nothing takes it back: Hold (Short comes), abort
      send Pay { id }
      on Paid -> joined
      after 1m retry 5
    }
  } -> done`);
  });

  test('is found behind several steps and a circle', () => {
    const way = placesOf(
      `
  step Charge { send Pay { id }, on Paid -> Wait, after 1m retry 5 }
  step Wait { after 1h -> Look }
  step Look { send Reserve { id }, on Reserved -> done, on Short -> Wait, after 1m -> Give, compensate { } }
  step Give { after 1m -> abort "out of stock", compensate { } }`,
      'EVF5004',
    );
    expect(way.map((text) => text.split(' — ')[1])).toEqual([
      '1. Placed starts Checkout',
      '2. Charge: Paid comes, on to Wait',
      '3. Wait: 1h later, on to Look',
      '4. Look: no answer after 1m, on to Give',
      '5. Give: 1m later, abort',
      'Bank has done it here, and nothing undoes it',
    ]);
  });
});

describe('the pivot', () => {
  test('is not followed by an abort, also of a sibling', () => {
    expectSaga(`
  parallel Both {
    pivot step Send { send Ship { id }, on Shipped -> joined, after 1m retry 5 }
    step Hold {
      send Reserve { id }
      on Reserved -> joined
      on Short -> abort "short"
      //          ^^^^^^^^^^^^^ error EVF5006 would abort in Hold, after its pivot Send is done
      after 1m retry 5
    }
  } -> done`);
  });

  test('may abort itself, and what comes before it may', () => {
    expectSaga(`
  step Charge {
    send Pay { id }
    on Paid -> Send
    after 2m -> abort "late"
    compensate { send Refund { id }, on Refunded -> compensated, after 1m retry 5 }
  }
  pivot step Send {
    send Ship { id }
    on Shipped -> done
    on rejected -> abort "refused"
    after 1d retry 10
  }`);
  });

  test('is shown with the way past it', () => {
    const steps = `
  pivot step Send { send Ship { id }, on Shipped -> Charge, after 1m retry 5 }
  step Charge { send Pay { id }, on Paid -> done, after 1d -> abort "unpaid" }`;
    expect(placesOf(steps, 'EVF5006')).toEqual([
      'Placed — 1. Placed starts Checkout',
      'Shipped — 2. Send: Shipped comes, on to Charge',
      '1d — 3. Charge: no answer after 1d, abort',
    ]);
  });

  test('is one on each way', () => {
    const source = `${WORLD}
saga Checkout by id {
  start on Placed
  step Hold { send Reserve { id }, on Reserved -> Send, on Short -> Charge, after 1m retry 1 }
  pivot step Send { send Ship { id }, on Shipped -> done, after 1m retry 5 }
  pivot step Charge { send Pay { id }, on Paid -> Last, after 1m retry 5 }
  pivot step Last { send Ship { id }, on Shipped -> done, after 1m retry 5 }
  //         ^^^^ error EVF5010 Checkout has its pivot in Charge already
}`;
    expectDiagnostics(source, OPEN);
    expect(fixed(source, 'Take `pivot` from Last')).toContain('\n  step Last {');
  });
});

describe('waits', () => {
  test('have an end, in compensations too', () => {
    const steps = `
  step Hold {
    send Reserve { id }
    on Reserved -> done
    after 1m -> abort "late"
    compensate {
      send Release { id }
      on Released -> compensated
      // ^^^^^^^^ error EVF5003 The compensation of Hold waits for Released
    }
  }`;
    expectSaga(steps);
    const whole = `${WORLD}saga Checkout by id {\n  start on Placed\n${steps}\n}`;
    expect(fixed(whole, 'Add `after 1m retry 5`')).toContain('on Released -> compensated\n      after 1m retry 5\n');
  });

  test('behind the pivot end in retries', () => {
    const source = `${WORLD}saga Checkout by id {
  start on Placed
  pivot step Send { send Ship { id }, on Shipped -> Charge, after 1m retry 5 }
  step Charge { send Pay { id }, on Paid -> done }
  //   ^^^^^^ error EVF5003 Charge waits for Paid
}`;
    expectDiagnostics(source, OPEN);
    expect(fixed(source, 'Add `after 1m retry 5`')).toContain('on Paid -> done, after 1m retry 5 }');
  });

  test('of a compensation are for the answer', () => {
    const source = `${WORLD}saga Checkout by id {
  start on Placed
  step Hold {
    send Reserve { id }
    on Reserved -> done
    after 1m -> abort "late"
    compensate {
      send Release { id }
      //   ^^^^^^^ error EVF5005 Wait for Released: \`on Released -> compensated\`.
    }
  }
}`;
    expectDiagnostics(source, OPEN);
    expect(fixed(source, 'Wait for Released')).toContain(
      'send Release { id }\n      on Released -> compensated\n      after 1m retry 5\n    }',
    );
  });

  test('that retry have something to send and something to wait for', () => {
    expectSaga(`
  step Hold {
    send Reserve { id }
    after 1m retry 3 -> Look
    //             ^ warning EVF5011 Hold waits for no answer
  }
  step Look {
    on Reserved -> done
    after 1m retry 3
    //             ^ warning EVF5011 Look sends nothing
  }`);
  });

  test('of a rejection are wanted where an aggregate may reject, and not behind one that is awaited', () => {
    const world = `${WORLD}
command Open { id: uuid }
command Close { id: uuid }
event Opened { id: uuid }
event Closed { id: uuid }
aggregate Account by id {
  state { open: boolean = false }
  handle Open { require not open else "open already" emit Opened { id } }
  handle Close emits Closed
  apply Opened { open = true }
  apply Closed { open = false }
}
saga Checkout by id {
  start on Placed
  step Begin {
    send Open { id }
    //   ^^^^ warning EVF5007 Account may reject Open
    on Opened -> End
    after 1m retry 5
  }
  step End {
    send Close { id }
    //   ^^^^^ warning EVF5007 Account may reject Close
    on Closed -> Again
    after 1m retry 5
  }
  step Again { send Open { id }, on Opened -> done, on rejected -> done, after 1m retry 5 }
}`;
    expectDiagnostics(world, OPEN);
    expect(fixed(world, 'Add `on rejected as r -> abort r.reason`')).toContain(
      'after 1m retry 5\n    on rejected as r -> abort r.reason\n  }\n  step End',
    );
  });
});

describe('the arrows', () => {
  test('lead from the first step to the others; of those that are lost, the first of each way is named', () => {
    expectSaga(`${SHIP}
  step Charge {
    // ^^^^^^ warning EVF5001 Checkout never comes to Charge
    send Pay { id }
    on Paid -> Hold
    after 1m retry 5
  }
  step Hold { send Reserve { id }, on Reserved -> Charge, after 1m retry 5 }`);
  });

  test('lead out of circles', () => {
    expectSaga(`
  step Hold { send Reserve { id }, on Reserved -> Charge, on Short -> done, after 1m retry 5 }
  step Charge {
    // ^^^^^^ error EVF5002 Once Checkout has come to Charge it never ends
    send Pay { id }
    on Paid -> Wait
    after 1m -> Wait
  }
  step Wait { after 1h -> Charge }`);
  });

  test('lead somewhere at all', () => {
    expectDiagnostics(
      `${WORLD}saga Empty by id { start on Placed }
//   ^^^^^ error EVF5002 Empty has no step`,
      OPEN,
    );
    expectSaga(`
  step Hold { send Reserve { id }, on Reserved -> Rest, after 1m retry 5 }
  step Rest { }
  //   ^^^^ error EVF5009 Rest sends nothing and waits for nothing`);
  });

  test('that are not written to the end yet lead to no further reports', () => {
    expectSaga(`
  step Hold { send Reserve { id }, on Reserved -> Chrage, after 1m retry 5 }
  //                                              ^^^^^^ error EVF2011 It can go to Hold, Charge or done
  step Charge { send Pay { id }, on Paid -> done, after 1m retry 5 }`);
  });

  test('of a parallel join', () => {
    expectSaga(
      `
  parallel Both {
    step Hold {
    //   ^^^^ error EVF5012 No arrow of Hold leads to
      send Reserve { id }
      on Short -> abort "short"
      after 1m retry 5
    }
    step Charge {
      send Pay { id }
      on Paid -> Hold
      //         ^^^^ error EVF5012 Charge goes to Hold and would leave the other steps of Both behind
      after 1m retry 5
      compensate { send Refund { id }, on Refunded -> compensated, after 1m retry 5 }
    }
  } -> done`,
    );
  });

  test('of a compensation end it', () => {
    const source = `${WORLD}saga Checkout by id {
  start on Placed
  step Hold {
    send Reserve { id }
    on Reserved -> done
    after 1m -> abort "late"
    compensate {
      send Release { id }
      on Released -> Hold
      //             ^^^^ error EVF5013 The compensation of Hold cannot go to Hold
      after 1m retry 5
    }
  }
}`;
    expectDiagnostics(source, OPEN);
    expect(fixed(source, 'Replace by `compensated`')).toContain('on Released -> compensated');
  });
});
