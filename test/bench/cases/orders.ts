/** What every broker is given: the same keyed messages, each delivered to handlers that count. */
export const MESSAGES = 200_000;
const ROUNDS = 5;

export type Order = {
  readonly orderId: string;
  readonly userId: string;
  readonly amount: string;
  readonly quantity: number;
};

export const orders: readonly Order[] = Array.from({ length: MESSAGES }, (_, index) => order(index));

/** One of a thousand keys by turns. */
export function order(index: number): Order {
  return {
    orderId: `00000000-0000-4000-8000-${String(index % 1000).padStart(12, '0')}`,
    userId: '00000000-0000-4000-8000-000000000001',
    amount: '99.90',
    quantity: (index % 99) + 1,
  };
}

/** Publishes all orders to a new broker. @returns how many deliveries its groups have seen */
export type Round = () => number | Promise<number>;

/** @returns messages a second, of the best round */
export async function messagesPerSecond(round: Round, groups: number): Promise<number> {
  let best = 0;
  for (let index = 0; index < ROUNDS; index++) {
    globalThis.gc?.();
    const start = performance.now();
    const seen = await round();
    best = Math.max(best, MESSAGES / ((performance.now() - start) / 1000));
    if (seen !== MESSAGES * groups) throw new Error(`saw ${seen} of ${MESSAGES * groups} deliveries`);
  }
  return best;
}
