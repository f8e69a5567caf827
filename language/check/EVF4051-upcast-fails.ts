import { versionName } from '../evolve/upcasts/text.ts';
import { trialOf } from '../evolve/upcasts/trial.ts';
import { problem } from '../model/problem.ts';
import { rule } from './rule.ts';

export const upcastFails = rule({
  code: 'EVF4051',
  severity: 'error',
  title: 'An upcast that fails for a message that may be there',
  explanation: `
Every \`upcast\` is tried on messages that the old version allows: at the bounds of its numbers and lengths, with empty lists,
without optional fields, with every symbol and every case. What comes out must be a message of the new version. A message for
which it is not could not be read: it would go to the dead letter.

The message shown is the smallest that was found. Write the expression so that it is good for that one too, or give the
new field a type that has room for it. Where a type names no bounds, numbers up to a million are tried.`,
  message: ({ target, field, carriedFrom, reason, findings, sample }) => {
    const head = `${sample} cannot be read as ${target}: `;
    if (reason !== undefined) return `${head}\`${field}\` has no value, ${reason}. Write it so that it has one.`;
    const made = carriedFrom === undefined ? 'comes out' : `is carried over from \`old.${carriedFrom}\``;
    const what = field === undefined ? 'What comes out does not fit' : `\`${field}\` ${made} and does not fit`;
    const advice =
      carriedFrom === undefined
        ? 'Make it fit, or widen the type.'
        : `Give it a value that fits with \`${field}: …\`, or widen the type.`;
    return `${head}${what}: ${findings.join('; ')}. ${advice}`;
  },
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const target = project.versionOf(entity);
      if (!target || target.upcasts.length === 0) continue;
      for (const failure of trialOf(project, entity).failures) {
        const { upcast, expression, field, carriedFrom, reason, findings, sample } = failure;
        const args = { target: versionName(target), field, carriedFrom, reason, findings, sample };
        const { shape, entity: old } = failure.from;
        const places = [
          {
            uri: old.file.uri,
            node: shape.fields.find(({ name }) => name === carriedFrom)?.node.name,
            label: 'the old field',
          },
          {
            uri: file.uri,
            node: target.shape.fields.find(({ name }) => name === field)?.node.name,
            label: 'what must fit',
          },
        ];
        const related = places.flatMap(({ uri, node, label }) => (node ? [{ uri, span: node, label }] : []));
        report(problem('EVF4051', expression ?? upcast.from ?? upcast, args, related));
      }
    }
  },
  failing: `
event Booked@1 { seat: string, price: decimal, guests: int(0..) }
event Booked@2 {
  seat: string(1..20)
  each: decimal
  upcast from @1 { each: old.price / old.guests, seat: old.seat.trim() }
  //                     ^^^^^^^^^^^^^^^^^^^^^^ error EVF4051 division by zero
  //                                                   ^^^^^^^^^^^^^^^ error EVF4051 must NOT have fewer than 1 characters
}

topic bookings { carries Booked, key seat }
service Web { publishes Booked@2 }
consumer Mail { on Booked@2 }`,
  mended: `
event Booked@1 { seat: string(1..20), price: decimal, guests: int(0..) }
event Booked@2 {
  seat: string(1..20)
  each: decimal
  upcast from @1 { each: old.guests > 0 ? old.price / old.guests : old.price }
}

topic bookings { carries Booked, key seat }
service Web { publishes Booked@2 }
consumer Mail { on Booked@2 }`,
});
