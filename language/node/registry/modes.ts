import type { TopicInfo } from '../../model/meaning.ts';

export type Policy = TopicInfo['compatibility'];

/** What a registry holds a subject's new versions to; not transitive: against the latest version only. */
export const MODES = [
  'NONE',
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
] as const;
export type Mode = (typeof MODES)[number];

/** The mode that asks for what a policy promises: each minor is held against every earlier one of its major. */
export function modeOf(policy: Policy): Mode {
  return MODES_OF[policy];
}

/** The policy that a mode comes nearest to, and whether it looks at all earlier versions, as a policy does. */
export function policyOf(mode: Mode): { readonly policy: Policy; readonly isTransitive: boolean } {
  const [policy] = POLICIES.find(([, full]) => mode === full || `${mode}_TRANSITIVE` === full)!;
  return { policy, isTransitive: mode === modeOf(policy) };
}

/** What a policy promises and a mode does not check, in words; undefined where it checks all of it. */
export function unchecked(policy: Policy, mode: Mode): string | undefined {
  if (policy === 'none') return undefined;
  const checked = policyOf(mode);
  if (checked.policy === 'none') return 'nothing of it';
  const missing = directions(policy).filter((direction) => !directions(checked.policy).includes(direction));
  const words = [
    ...missing.map((direction) => `not ${direction}`),
    ...(checked.isTransitive ? [] : ['against the latest version only']),
  ];
  return words.length > 0 ? words.join(', ') : undefined;
}

/** The policy that promises what both do. */
export function strictest(one: Policy, other: Policy): Policy {
  const both = [...directions(one), ...directions(other)];
  if (both.includes('backward') && both.includes('forward')) return 'full';
  return both[0] ?? 'none';
}

const MODES_OF = {
  none: 'NONE',
  backward: 'BACKWARD_TRANSITIVE',
  forward: 'FORWARD_TRANSITIVE',
  full: 'FULL_TRANSITIVE',
} as const satisfies Record<Policy, Mode>;

const POLICIES = Object.entries(MODES_OF) as [Policy, Mode][];

function directions(policy: Policy): ('backward' | 'forward')[] {
  if (policy === 'none') return [];
  return policy === 'full' ? ['backward', 'forward'] : [policy];
}
