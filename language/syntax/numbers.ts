const unitLengths: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What is wrong with a number and the letters right after it. */
export function numberProblem(amount: string, unit: string, whole: boolean): string | undefined {
  if (unit === '') {
    return /^0\d/.test(amount)
      ? `\`${amount}\` begins with a zero. Write \`${amount.replace(/^0+(?=\d)/, '')}\`.`
      : undefined;
  }
  if (!(unit in unitLengths)) {
    return `\`${amount}${unit}\` is neither a number nor a duration. The units of a duration are \`ms\`, \`s\`, \`m\`, \`h\` and \`d\`, as in \`30s\`; a number has digits only.`;
  }
  if (!whole)
    return `A duration is a whole number of its unit. Write \`${amount}${unit}\` in a smaller unit, as in \`1500ms\`.`;
  return Number.isSafeInteger(milliseconds(amount + unit))
    ? undefined
    : `The duration \`${amount}${unit}\` is too long.`;
}

/** The length of a duration as written (`30s`) in milliseconds; 0 where it is malformed. */
export function milliseconds(duration: string): number {
  const unit = duration.replace(/^[\d.]+/, '');
  const length = Number.parseFloat(duration) * (unitLengths[unit] ?? 0);
  return Number.isFinite(length) ? Math.round(length) : 0;
}
