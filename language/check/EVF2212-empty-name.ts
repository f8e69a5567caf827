import { problem } from '../model/problem.ts';
import type { Node, Span } from '../syntax/tree.ts';
import { rule } from './rule.ts';

export const emptyName = rule({
  code: 'EVF2212',
  severity: 'error',
  title: 'Nothing in quotes where a name is expected',
  explanation: `
A name in quotes is what others call the thing: a message, topic or service on the wire, a consumer's group on the broker, a
scenario in a list of tests. Where it is left out, the name in the file counts; only a scenario needs one.`,
  message: ({ what, advice }) => `${what} cannot be called nothing. ${advice}`,
  find: ({ file }, report) => {
    for (const node of file.tree.declarations.flatMap(namesIn)) {
      const found = nameOf(node);
      // One that is not there at all is an error of syntax.
      if (found?.text.trim() !== '' || found.span.end === found.span.start) continue;
      report(problem('EVF2212', found.span, { what: found.what, advice: found.advice }));
    }
  },
  failing: `
event Booked { seat: string }
topic bookings { carries Booked, key seat }
service Web { publishes Booked }
consumer Mail { idempotent, group "", on Booked }
//                                ^^ error EVF2212 A group cannot be called nothing`,
  mended: `
event Booked { seat: string }
topic bookings { carries Booked, key seat }
service Web { publishes Booked }
consumer Mail { idempotent, group "mail", on Booked }`,
});

/** The nodes in a declaration that may have such a name, itself among them. */
function namesIn(node: Node): readonly Node[] {
  if (node.kind === 'service') return [node, ...node.items.flatMap(namesIn)];
  return node.kind === 'consumer' ? node.items : [node];
}

interface QuotedName {
  readonly what: string;
  readonly text: string;
  readonly span: Span;
  readonly advice: string;
}

const OR_LEAVE_IT_OUT = 'Write a name between the quotes, or leave them out.';

/** What a node is called in quotes; undefined where it is not, or cannot be. */
function nameOf(node: Node): QuotedName | undefined {
  switch (node.kind) {
    case 'scenario': {
      const { name } = node;
      return { what: 'A scenario', text: name.text, span: name, advice: 'Say between the quotes what it shows.' };
    }
    case 'group':
      return node.name && { what: 'A group', text: node.name.value, span: node.name, advice: OR_LEAVE_IT_OUT };
    case 'message':
    case 'topic':
    case 'service': {
      const { wireName } = node;
      const what = `A ${node.kind} on the wire`;
      return wireName && { what, text: wireName.value, span: wireName, advice: OR_LEAVE_IT_OUT };
    }
    default:
      return undefined;
  }
}
