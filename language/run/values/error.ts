/** An operation that has no value: an overflow, a division by zero. Its message is a reason for people. */
export class ValueError extends Error {}
