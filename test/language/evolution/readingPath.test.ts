import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../language/check/diagnose.ts';
import { expectDiagnostics, projectOf } from '../harness.ts';

const OPEN = ['EVF3002', 'EVF3011', 'EVF4053', 'EVF5009'];

/** Two minors of which each requires what the other does not have. */
const MINORS = (policy: string) => `
event Order@1.0 { id: uuid, a: string }
event Order@1.1 { id: uuid, b: string }
topic orders { carries Order, key id, compatibility ${policy} }`;

describe('within a major', () => {
  test('each pinned pair that the policy does not promise', () => {
    expectDiagnostics(
      `${MINORS('none')}
service Shop { publishes Order@1.0, Order@1.1 }
consumer Old { on Order@1.0 }
//                ^^^^^^^^^ error EVF4061 Old reads Order@1.0, and Order@1.1 is written, which it cannot always read. For example {"id":
consumer New { on Order@1 }
//                ^^^^^^^ error EVF4061 New reads Order@1.1, and Order@1.0 is written
projection Rows by id { state { n: int = 0 }, on Order@1.0 { n += 1 } }
//                                               ^^^^^^^^^ error EVF4061 Rows reads Order@1.0`,
      OPEN,
    );
  });

  test('only what somebody writes', () => {
    expectDiagnostics(`${MINORS('none')}\nservice Shop { publishes Order@1.1 }\nconsumer New { on Order@1 }`, OPEN);
    expectDiagnostics(`${MINORS('none')}\nservice Shop { publishes Order@1.0 }\nconsumer Old { on Order@1.0 }`, OPEN);
  });

  test('what the policy forbids is told at the version, and not again', () => {
    const { project } = projectOf(
      `${MINORS('full')}\nservice Shop { publishes Order@1.0, Order@1.1 }\nconsumer Old { on Order@1.0 }`,
    );
    const codes = diagnose(project, 'main.evflow').map(({ code }) => code);
    expect(codes).toContain('EVF4006');
    expect(codes).not.toContain('EVF4061');
  });

  test('minors that read each other are fine under any policy', () => {
    expectDiagnostics(
      `event Order@1.0 { id: uuid, a?: string }
event Order@1.1 { id: uuid, b: string = "" }
topic orders { carries Order, key id, compatibility none }
service Shop { publishes Order@1.0, Order@1.1 }
consumer Old { on Order@1.0 }
consumer New { on Order@1.1 }`,
      OPEN,
    );
  });

  test('commands are under `full`, so nothing is left to say here', () => {
    const { project } = projectOf(`command Pay@1.0 { id: uuid, a: string }
command Pay@1.1 { id: uuid, b: string }
event Go { id: uuid }
topic t { carries Go, key id }
service Shop { publishes Go }
consumer A { on Go as e { send Pay@1.1 { id: e.id, b: "" } } }
consumer B { idempotent, on Pay@1.0 }`);
    expect(diagnose(project, 'main.evflow').map(({ code }) => code)).not.toContain('EVF4061');
  });
});

describe('across majors', () => {
  test('the chain begins with tolerant reading', () => {
    expectDiagnostics(
      `${MINORS('none')}
event Order@2 { id: uuid, c: string, upcast from @1 { c: old.b } }
service Shop { publishes Order@1.0, Order@2 }
consumer New { on Order@2 }
//                ^^^^^^^ error EVF4061 on the way, Order@1.0 is not always read as Order@1.1`,
      OPEN,
    );
  });

  test('and may lead through another minor of what is read', () => {
    expectDiagnostics(
      `event Order { id: uuid }
event Order@2.0 { id: uuid, a: string }
event Order@2.1 { id: uuid, b: string, upcast from @1 { b: "" } }
topic orders { carries Order, key id, compatibility none }
service Shop { publishes Order@1 }
consumer New { on Order@2.0 }
//                ^^^^^^^^^ error EVF4061 Order@1.0 is written, which it cannot always read: on the way, Order@2.1`,
      OPEN,
    );
  });

  test('no way at all is told where it was before', () => {
    expectDiagnostics(
      `event Order { id: uuid }
event Order@2 { id: uuid, upcast from @1 { } }
topic orders { carries Order, key id }
service Shop { publishes Order@2 }
consumer Old { on Order@1 }
//                ^^^^^^^ error EVF3015`,
      OPEN,
    );
  });

  test('a saga that waits for what is not written any more', () => {
    const world = `event Order { id: uuid }
event Done { id: uuid }
event Done@2 { id: uuid, upcast from @1 { } }
topic orders { carries Order, Done, key id }
service Shop { publishes Order, Done@2 }`;
    expectDiagnostics(
      `${world}
saga Flow by id {
  start on Order
  step A {
    on Done@1 -> done
    // ^^^^^^ error EVF4061 Flow waits for Done@1.0, and Done@2.0 is written, which it cannot read
    after 1m -> abort "late"
  }
}`,
      OPEN,
    );
    expectDiagnostics(
      `${world}
saga Flow by id { start on Order, step A { on Done@1 -> done, on Done@2 -> done, after 1m -> abort "late" } }`,
      OPEN,
    );
  });

  test('of several handlers the one that runs counts; what is ignored does not', () => {
    expectDiagnostics(
      `${MINORS('none')}
event Order@2 { id: uuid, upcast from @1 { } }
service Shop { publishes Order@1.1, Order@2 }
consumer Both { on Order@1.1, on Order@2 }
consumer New { on Order@2, ignore Order@1 }`,
      OPEN,
    );
  });
});
