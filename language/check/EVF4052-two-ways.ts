import { versionName } from '../evolve/upcasts/text.ts';
import { trialOf } from '../evolve/upcasts/trial.ts';
import { problem } from '../model/problem.ts';
import { listed } from '../model/words.ts';
import { removal } from './fixes.ts';
import { rule } from './rule.ts';

export const twoWays = rule({
  code: 'EVF4052',
  severity: 'error',
  title: 'Two ways from an old version that come to different messages',
  explanation: `
Where a version has an \`upcast\` straight from an old one, that is how the old one is read. There is also the way by the
versions between. Both must give the same: a message that was read and written again as the version between would otherwise
come out as another than the one that was not.

Mend the one that is wrong, or take the direct one away: the other way is then taken by itself.`,
  message: ({ target, from, via, fields, sample }) => {
    const both = fields.map(
      ({ name, direct, indirect }) => `\`${name}\` is ${direct} straight and ${indirect} that way`,
    );
    return `${sample} comes out as another ${target} straight from ${from} than by way of ${via}: ${listed(both)}. Make them give the same, or leave out the direct one.`;
  },
  fix: ({ args: { upcast, from, via } }, { file }) => [
    removal(`Remove the upcast from ${from}, so that it is read by way of ${via}`, file, upcast, false),
  ],
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const target = project.versionOf(entity);
      if (!target || target.upcasts.length < 1) continue;
      for (const { upcast, from, via, fields, sample } of trialOf(project, entity).differences) {
        const args = {
          target: versionName(target),
          from: versionName(from),
          via: versionName(via),
          fields,
          sample,
          upcast,
        };
        const related = [{ uri: via.entity.file.uri, span: via.entity.node.name, label: 'the version between' }];
        report(problem('EVF4052', upcast.from ?? upcast, args, related));
      }
    }
  },
  failing: `
event Paid@1 { id: uuid, euros: int(0..1000) }
event Paid@2 { id: uuid, cents: int, upcast from @1 { cents: old.euros * 100 } }
event Paid@3 {
  id: uuid
  amount: decimal
  upcast from @1 { amount: old.euros * 100 }
  //          ^^ error EVF4052 \`amount\` is 100 straight and 1 that way
  upcast from @2 { amount: old.cents / 100 }
}

topic payments { carries Paid, key id }
service Web { publishes Paid@3 }
consumer Mail { on Paid@3 }`,
  mended: `
event Paid@1 { id: uuid, euros: int(0..1000) }
event Paid@2 { id: uuid, cents: int, upcast from @1 { cents: old.euros * 100 } }
event Paid@3 {
  id: uuid
  amount: decimal
  upcast from @1 { amount: old.euros }
  upcast from @2 { amount: old.cents / 100 }
}

topic payments { carries Paid, key id }
service Web { publishes Paid@3 }
consumer Mail { on Paid@3 }`,
});
