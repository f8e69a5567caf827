import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const inexactType = rule({
  code: 'EVF2005',
  severity: 'error',
  title: 'A type with several versions is named exactly',
  explanation: `
A published message is frozen together with every type that it uses. So where a record, enum or union has several
versions, whoever uses it names one exactly, such as \`LineItem@1.1\`.`,
  message: ({ name, kind, versions }) =>
    `The ${kind} ${name} has the versions ${listed(versions.map((one) => `@${one}`))}. Name one exactly.`,
  fix: ({ args }, { file }) =>
    args.versions
      .map((version) => replacement(`Use @${version}`, file, args.replace, `${args.name}@${version}`, false))
      .reverse(),
  failing: `
record LineItem { sku: string }
record LineItem@1.1 { sku: string, note?: string }
event OrderPlaced { items: LineItem[] }
//                         ^^^^^^^^ error EVF2005 @1.0 and @1.1`,
  mended: `
record LineItem { sku: string }
record LineItem@1.1 { sku: string, note?: string }
event OrderPlaced { items: LineItem@1.1[] }`,
});
