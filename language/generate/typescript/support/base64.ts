// Generated code carries this file as it is: it imports nothing.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

/** Bytes as base64 with padding, RFC 4648. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += sextet(bits, 18) + sextet(bits, 12);
    text += (second === undefined ? '=' : sextet(bits, 6)) + (third === undefined ? '=' : sextet(bits, 0));
  }
  return text;
}

/** The bytes of well-formed base64. */
export function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  for (let at = 0, end = 0; at < digits.length; at += 4) {
    const group = digits.slice(at, at + 4).padEnd(4, 'A');
    const bits = [...group].reduce((sum, character) => (sum << 6) | (VALUES.get(character) ?? 0), 0);
    for (let shift = 16; shift >= 0 && end < bytes.length; shift -= 8) bytes[end++] = (bits >> shift) & 0xff;
  }
  return bytes;
}

function sextet(bits: number, shift: number): string {
  return ALPHABET.charAt((bits >> shift) & 63);
}
