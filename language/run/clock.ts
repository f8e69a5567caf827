/** Every run starts at this instant, so that the same project, scenario and seed say the same. */
export const START = Date.UTC(2024, 0, 15, 10, 30);

/** The last instant that RFC 3339, with its years of four digits, can write. */
export const END = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Virtual time, in milliseconds since 1970. */
export class Clock {
  now = START;
}

let last = START;
let lastText = timestamp(START);

/**
 * RFC 3339 text of an instant, always with three digits of a second, so that it also sorts as text.
 * The last one is kept: most that happens in a run happens at the same instant as what was before.
 */
export function timestampOf(milliseconds: number): string {
  if (milliseconds !== last) {
    lastText = timestamp(milliseconds);
    last = milliseconds;
  }
  return lastText;
}

function timestamp(milliseconds: number): string {
  return new Date(Math.min(milliseconds, END)).toISOString();
}
