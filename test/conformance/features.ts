/** What an engine may be able to do. A case names what it needs; what an engine lacks switches its cases off. */
export const FEATURES = {
  fanOut: 'every group gets every message',
  sharing: 'the members of a group share its messages, and each is handled by one of them',
  keyOrder: 'messages of one key are handled in the order of their publication',
  rebalance: 'members come and go, and nothing is lost or changes places',
  retries: 'a failed attempt leaves nothing behind and is made again, counted from 1',
  deadLetter: 'what fails to the last attempt is laid aside with its error, attempts and origin, and others go on',
  park: 'later messages of the key of a dead letter wait behind it',
  redrive: 'a dead letter is delivered once more, and what waits behind it follows in order',
  atMostOnce: 'nothing is ever done twice',
  atLeastOnce: 'what a member had not committed when it crashed is done again',
  exactlyOnce: 'state, outputs and offset are committed together or not at all',
  idempotency: 'a message that was done already changes nothing, and its outputs are said again with their ids',
  publishDedup: 'a producer that was not answered and says it again is heard once',
  replay: 'a group reads again from the beginning of what is retained, and says the same',
  replayByTime: 'a group reads again from a time',
  delay: 'a message is said later, when its time has come',
  retention: 'messages older than the topic retains are gone',
  compaction: 'of each key the last message stays',
  commands: 'a command has one handler, and its sender is told whether it is accepted or rejected',
  failover: 'a broker stops, and no acknowledged message is lost',
} as const;

export type Feature = keyof typeof FEATURES;
export type FeatureTable = { readonly [feature in Feature]: boolean };

/** A table with everything on. */
export function allFeatures(): FeatureTable {
  return Object.fromEntries(Object.keys(FEATURES).map((feature) => [feature, true])) as FeatureTable;
}
