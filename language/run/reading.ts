import { freeze } from './freeze.ts';
import type { Message } from './message.ts';
import type { Handler } from './parts.ts';
import { type Data, Unreadable } from './program.ts';
import type { RunOptions } from './world.ts';

/**
 * A message's data as a handler reads it, worked out once for all who read that version; or why it cannot be read. What is
 * in the log stays as it is: where something changes, a reading is a value of its own.
 */
export function readBy(
  { reads, upcast }: Pick<Handler, 'reads' | 'upcast'>,
  message: Message,
  options: Pick<RunOptions, 'debug'>,
): Data | Unreadable {
  if (message.readAs === reads) return message.reading;
  const data = upcast ? upcast(message.data) : reads.program.read(message.data);
  if (data instanceof Unreadable) return data;
  // What the writer's closed schema took, the reader's open one of the same version takes as well.
  const isSame = reads === message.type && data === message.data;
  const findings = upcast || isSame ? undefined : reads.program.checkRead(data);
  if (findings) return new Unreadable(findings.join('; '), undefined);
  if (options.debug) freeze(data);
  message.readAs = reads;
  message.reading = data;
  return data;
}
