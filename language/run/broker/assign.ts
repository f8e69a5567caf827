/** A group member's share: partitions by topic. */
export type Assignment = ReadonlyMap<string, readonly number[]>;

/**
 * Kafka's range assignor: of each topic, the first members take one partition more where they do not divide evenly
 * (org.apache.kafka.clients.consumer.RangeAssignor). Topics are given with their number of partitions.
 */
export function assignRanges(topics: ReadonlyMap<string, number>, members: number): readonly Assignment[] {
  return Array.from({ length: members }, (_, member) => {
    const shares = [...topics].map(([topic, partitions]): [string, number[]] => {
      const least = Math.floor(partitions / members);
      const extra = partitions % members;
      const start = member * least + Math.min(member, extra);
      return [topic, Array.from({ length: least + (member < extra ? 1 : 0) }, (_, i) => start + i)];
    });
    return new Map(shares.filter(([, share]) => share.length > 0));
  });
}

/**
 * As balanced as possible over all topics, and every member keeps what it has as far as that allows (what Kafka's
 * CooperativeStickyAssignor promises). @param owners for each partition the member that has it, undefined for none
 * @returns for each partition its member
 */
export function assignSticky(owners: readonly (number | undefined)[], members: readonly number[]): number[] {
  const least = Math.floor(owners.length / members.length);
  let extras = owners.length % members.length;
  const counts = new Map(members.map((member) => [member, 0]));
  const kept = owners.map((owner) => {
    const count = owner === undefined ? undefined : counts.get(owner);
    if (owner === undefined || count === undefined || count > least || (count === least && extras === 0))
      return undefined;
    if (count === least) extras--;
    counts.set(owner, count + 1);
    return owner;
  });
  return kept.map((owner) => {
    if (owner !== undefined) return owner;
    const [member, count] = [...counts].reduce((fewest, each) => (each[1] < fewest[1] ? each : fewest));
    counts.set(member, count + 1);
    return member;
  });
}
