import { changeFixes } from './changeFixes.ts';
import { changeSeverity, changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const mapRecord = rule({
  code: 'EVF4020',
  severity: 'error',
  severityOf: changeSeverity,
  title: 'A map that became a record, or the reverse',
  explanation: `
A record of optional fields reads a map of the same values, without the keys that it does not have; one with a required
field does not, as the map may lack it. A map reads every record whose values fit.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is \`${after}\` here and \`${before}\` there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, labels: map<string> }
event Placed@1.1 {
  id: uuid
  labels: { color?: string }
  // <- warning EVF4020 reads what @1.0 wrote, but loses something
}`,
  mended: `
event Placed { id: uuid, labels: map<string> }
event Placed@1.1 {
  id: uuid
  labels: map<string>
}`,
});
