import { test } from 'vitest';
import { expectDiagnostics } from '../harness.ts';

const OF_THE_WHOLE = ['EVF3001', 'EVF3002', 'EVF3011'];

test('a field with an error of its own is not compared: it might be another type without', () => {
  expectDiagnostics(
    `event Big { id: uuid, items: int[1..99999999999999999999] }
//                               ^^^^^^^^^^^^^^^^^^^^^^^ error EVF2102
event Big@1.1 { id: uuid, items: int[1..] }`,
    OF_THE_WHOLE,
  );
  expectDiagnostics(
    `event Big { id: uuid, items: int[1..] }
event Big@1.1 { id: uuid, items: int[5..1] }
//                                   ^^^^ error EVF2102`,
    OF_THE_WHOLE,
  );
});

test('the fields beside it are', () => {
  expectDiagnostics(
    `event Big { id: uuid, items: int[9..1] }
//                               ^^^^ error EVF2102
event Big@1.1 { id: uuid, items: int[1..], more: string }
//                                         ^^^^^^^^^^^^ error EVF4003`,
    OF_THE_WHOLE,
  );
});
