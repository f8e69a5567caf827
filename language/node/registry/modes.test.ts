import { describe, expect, test } from 'vitest';
import { MODES, modeOf, policyOf, strictest, unchecked } from './modes.ts';

const POLICIES = ['none', 'backward', 'forward', 'full'] as const;

test('a policy asks for the mode that looks at every earlier version', () => {
  expect(POLICIES.map(modeOf)).toEqual(['NONE', 'BACKWARD_TRANSITIVE', 'FORWARD_TRANSITIVE', 'FULL_TRANSITIVE']);
});

test('there and back it is the same policy, and every mode has one', () => {
  for (const policy of POLICIES) expect(policyOf(modeOf(policy))).toEqual({ policy, isTransitive: true });
  expect(MODES.map((mode) => policyOf(mode).policy)).toEqual([
    'none',
    'backward',
    'backward',
    'forward',
    'forward',
    'full',
    'full',
  ]);
  expect(policyOf('FULL')).toEqual({ policy: 'full', isTransitive: false });
});

describe('what a registry leaves unchecked is said in words', () => {
  test.each([
    ['full', 'FULL_TRANSITIVE', undefined],
    ['full', 'FULL', 'against the latest version only'],
    ['full', 'BACKWARD', 'not forward, against the latest version only'],
    ['full', 'FORWARD_TRANSITIVE', 'not backward'],
    ['backward', 'FULL_TRANSITIVE', undefined],
    ['backward', 'FORWARD', 'not backward, against the latest version only'],
    ['full', 'NONE', 'nothing of it'],
    ['none', 'NONE', undefined],
    ['none', 'FULL', undefined],
  ] as const)('%s under %s', (policy, mode, words) => {
    expect(unchecked(policy, mode)).toBe(words);
  });
});

test('of two policies the strictest promises what both do', () => {
  expect(strictest('backward', 'forward')).toBe('full');
  expect(strictest('none', 'forward')).toBe('forward');
  expect(strictest('backward', 'backward')).toBe('backward');
  expect(strictest('none', 'none')).toBe('none');
});
