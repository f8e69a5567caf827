/** The built-in types in a line each, as hover and completion show them. */
export const TYPE_DOCS: ReadonlyMap<string, string> = new Map([
  [
    'string',
    'Text. `string(1..64)` limits its length in Unicode code points, `string(1..64, "^[A-Z]+$")` also says its pattern.',
  ],
  ['boolean', '`true` or `false`.'],
  ['int', 'A whole number within ±(2^53−1), the range that JSON carries safely. `int(1..99)` limits it.'],
  ['long', 'A whole number of 64 bits, on the wire a string of digits. `long(0..)` limits it.'],
  ['double', 'A floating-point number. `double(0..1)` limits it.'],
  [
    'decimal',
    'An exact decimal number, on the wire a string. `decimal(12, 2)` has 12 digits, 2 of them after the point.',
  ],
  ['uuid', 'A UUID (RFC 9562) as a string.'],
  ['date', 'A full date as in RFC 3339: `2024-01-15`.'],
  ['time', 'A full time as in RFC 3339: `10:30:00Z`.'],
  ['timestamp', 'A date and time as in RFC 3339: `2024-01-15T10:30:00Z`.'],
  ['duration', 'A duration as in ISO 8601: `PT30M`.'],
  ['uri', 'A URI (RFC 3986) as a string.'],
  ['email', 'An e-mail address as a string.'],
  ['bytes', 'Bytes, on the wire a base64 string.'],
  ['json', 'Any JSON value.'],
]);
