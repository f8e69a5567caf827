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
