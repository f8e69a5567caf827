/** `OrderService` as `order-service`, `HTTPServer2` as `http-server2`. */
export function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}

/** A name as it is written: in backquotes where it would be read as something else. */
export function nameText(name: string): string {
  return /^(?!(?:true|false|null|upcast|reserved)$)[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], conjunction = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}

/** The word with `a` or `an` before it. */
export function withArticle(word: string): string {
  return `${/^[aeio]/.test(word) ? 'an' : 'a'} ${word}`;
}
