import { soundSource } from '../evolve/upcasts/programs.ts';
import { versionName } from '../evolve/upcasts/text.ts';
import { lostFields } from '../evolve/upcasts/uses.ts';
import { problem } from '../model/problem.ts';
import { listed, nameText } from '../model/words.ts';
import { insertion, newlineOf } from './fixes.ts';
import { rule } from './rule.ts';

export const lostField = rule({
  code: 'EVF4053',
  severity: 'hint',
  title: 'A field of the old version that an upcast leaves behind',
  explanation: `
A field of the old version is carried over where the new one has it under the same name, or as what it \`was\`, with a type that
it fits; or an expression of the \`upcast\` makes something of it. This one is neither, so what it said is lost to all who read
the new version.

If that is meant, say so with \`reserved\`: it also keeps the name from being used again.`,
  message: ({ target, from, fields }) => {
    const [verb, them] = fields.length === 1 ? ['is', 'it'] : ['are', 'them'];
    const names = listed(fields.map((name) => `\`${name}\``));
    return `${names} of ${from} ${verb} lost in ${target}. Make something of ${them} here, or say with \`reserved\` that nobody needs ${them} any more.`;
  },
  fix: ({ args: { upcast, reservable } }, { file }) => {
    if (reservable.length === 0) return [];
    const words = `reserved ${reservable.map(nameText).join(', ')}`;
    const indent = /(^|\n)([^\S\r\n]*)$/.exec(file.text.slice(0, upcast.start))?.[2];
    const between = indent === undefined ? ', ' : `${newlineOf(file)}${indent}`;
    return [insertion(`Add \`${words}\``, file, upcast.start, `${words}${between}`, false)];
  },
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const target = project.versionOf(entity);
      for (const upcast of target?.upcasts ?? []) {
        const from = soundSource(project, target!, upcast);
        const fields = from ? lostFields(project, target!, upcast) : [];
        if (!from || fields.length === 0) continue;
        const taken = new Set(target!.shape.fields.map(({ name }) => name));
        const args = {
          target: versionName(target!),
          from: versionName(from),
          fields,
          reservable: fields.filter((name) => !taken.has(name)),
          upcast,
        };
        const places = from.shape.fields.filter(({ name }) => fields.includes(name)).slice(0, 3);
        const { uri } = from.entity.file;
        const related = places.map(({ name, node }) => ({ uri, span: node.name, label: `\`${name}\` is lost` }));
        report(problem('EVF4053', upcast.from ?? upcast, args, related));
      }
    }
  },
  failing: `
event Booked@1 { seat: string, price: decimal, coupon?: string, agent: string }
event Booked@2 {
  seat: string
  total: decimal
  upcast from @1 { total: old.price }
  //          ^^ hint EVF4053 \`coupon\` and \`agent\` of Booked@1.0 are lost
}

topic bookings { carries Booked, key seat }
service Web { publishes Booked@2 }
consumer Mail { on Booked@2 }`,
  mended: `
event Booked@1 { seat: string, price: decimal, coupon?: string, agent: string }
event Booked@2 {
  seat: string
  total: decimal
  soldBy: string was agent
  reserved coupon
  upcast from @1 { total: old.price }
}

topic bookings { carries Booked, key seat }
service Web { publishes Booked@2 }
consumer Mail { on Booked@2 }`,
});
