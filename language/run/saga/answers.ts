import type { Message } from '../message.ts';
import type { World } from '../world.ts';

/** Tells a saga that a command of one of its instances was rejected. */
export function tellSender(world: World, command: Message): void {
  const saga = command.part?.saga;
  const instance = saga?.senderOf(command);
  if (saga && instance !== undefined) world.wake(saga.part.inbox.add(command, instance));
}
