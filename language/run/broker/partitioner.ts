const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/**
 * Kafka's murmur2 over the first `length` bytes, signed 32 bit
 * (org.apache.kafka.common.utils.Utils.murmur2, which the default partitioner uses).
 */
export function murmur2(bytes: Uint8Array, length: number): number {
  let hash = SEED ^ length;
  const blocks = length & ~3;
  for (let i = 0; i < blocks; i += 4) {
    const word = byte(bytes, i) | (byte(bytes, i + 1) << 8) | (byte(bytes, i + 2) << 16) | (byte(bytes, i + 3) << 24);
    const mixed = Math.imul(word, M);
    hash = Math.imul(hash, M) ^ Math.imul(mixed ^ (mixed >>> 24), M);
  }
  const rest = length - blocks;
  if (rest === 3) hash ^= byte(bytes, blocks + 2) << 16;
  if (rest >= 2) hash ^= byte(bytes, blocks + 1) << 8;
  if (rest >= 1) hash = Math.imul(hash ^ byte(bytes, blocks), M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}

/** The partition of a key, as Kafka's default partitioner chooses it: by murmur2 over the key's UTF-8 bytes. */
export function partitionOf(key: string, partitions: number): number {
  return partitions === 1 ? 0 : (murmur2Of(key) & 0x7fffffff) % partitions;
}

/** murmur2 over a text's UTF-8 bytes. */
export function murmur2Of(text: string): number {
  const length = text.length;
  if (length * 3 > buffer.length) buffer = new Uint8Array(length * 3);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return murmur2(buffer, encoder.encodeInto(text, buffer).written);
    buffer[i] = unit;
  }
  return murmur2(buffer, length);
}

const encoder = new TextEncoder();
/** Kept between calls: a new one for each key would cost more than hashing it. */
let buffer = new Uint8Array(256);

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] as number;
}
