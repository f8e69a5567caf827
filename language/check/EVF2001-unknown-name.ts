import type { ProblemArguments } from '../model/problem.ts';
import { listed } from '../model/words.ts';
import type { Span } from '../syntax/tree.ts';
import { addUse, replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownName = rule({
  code: 'EVF2001',
  severity: 'error',
  title: 'Unknown name',
  explanation: `
A name stands for something in the same namespace, for something that \`use\` brings into the file, or is a whole
name such as \`shop.orders.OrderCreated\`. Nothing that may stand here has this name.

Correct the spelling, declare it, or bring it in with \`use\` where it lives in another namespace.`,
  message: ({ name, expected, elsewhere, similar, known, inUse }) => {
    const found = `There is no ${name} here; ${expected} is expected.`;
    if (elsewhere.length > 0)
      return `${found} ${listed(elsewhere)} exist${elsewhere.length === 1 ? 's' : ''}${inUse ? '' : ': add a `use`'}.`;
    if (similar.length > 0) return `${found} There is ${listed(similar)}.`;
    if (name.endsWith(DEAD_LETTERS) && expected === 'a topic') return `${found} ${namelessTopic(name)}`;
    if (known.length > 0 && known.length <= 6) return `${found} There is ${listed(known)}.`;
    return `${found} Declare it, or correct the name.`;
  },
  fix: ({ args }, { file }) => [
    ...(args.inUse
      ? []
      : args.elsewhere.map((whole) => ({ ...addUse(file, whole), safe: args.elsewhere.length === 1 }))),
    ...betterPaths(args).map(({ path, whole }) => replacement(`Replace by \`${whole}\``, file, path, whole, false)),
    ...args.similar.map((name) => replacement(`Replace by \`${name}\``, file, args.replace, name, false)),
  ],
  failing: `
event OrderPlaced { orderId: uuid }

topic orders {
  carries OrderPlacd
  //      ^^^^^^^^^^ error EVF2001 There is OrderPlaced.
}`,
  mended: `
event OrderPlaced { orderId: uuid }

topic orders {
  carries OrderPlaced
}`,
});

const DEAD_LETTERS = '.dlq';

/** Traces show this name, but no text can say it. */
function namelessTopic(name: string): string {
  const origin = name.slice(0, -DEAD_LETTERS.length);
  return (
    `Dead letters of ${origin} lie there where \`dead letter to\` is left out; ` +
    `\`redrive ${origin}\` delivers them again. To read them, declare a topic and name it after \`dead letter to\`.`
  );
}

/** What a `use` may have meant by a whole name. */
function betterPaths({ inUse, elsewhere }: ProblemArguments['EVF2001']): { path: Span; whole: string }[] {
  const path = inUse?.path;
  return path ? elsewhere.map((whole) => ({ path, whole })) : [];
}
