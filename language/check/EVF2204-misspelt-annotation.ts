import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const misspeltAnnotation = rule({
  code: 'EVF2204',
  severity: 'hint',
  title: 'An annotation that is nearly a known one',
  explanation: `
Any annotation is kept and exported. evflow itself knows \`@deprecated\`, \`@sensitive\`, \`@example\`, \`@owner\`
and \`@tag\`; this one is so near to one of them that it is probably meant.`,
  message: ({ name, known }) => `@${name} means nothing to evflow. Is @${known} meant?`,
  fix: ({ span, args }, { file }) => [replacement(`Replace by @${args.known}`, file, span, args.known)],
  failing: `
record Customer { @sensitiv email: email }
//                 ^^^^^^^^ hint EVF2204 Is @sensitive meant?`,
  mended: `
record Customer {
  @sensitive email: email
}`,
});
