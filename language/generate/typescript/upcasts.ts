import { carriedFrom } from '../../model/bodies/upcasts.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import type { Upcast } from '../../syntax/tree.ts';
import { ExpressionPrinter, Unsupported } from './expressions.ts';
import type { Generation } from './module.ts';
import { propertyName, quote } from './names.ts';

/**
 * An `upcast` as a function from wire data of the older version to wire data of the newer one, whose tolerant reading then
 * fills in defaults. Undefined, and reported, where it computes with what cannot be generated.
 */
export function upcastText(
  generation: Generation,
  target: MessageVersion,
  source: MessageVersion,
  upcast: Upcast,
): string | undefined {
  const { project } = generation;
  const { fields } = target.shape;
  const printer = new ExpressionPrinter(project, target.entity.file);
  try {
    const given = new Map(upcast.fields.map(({ name, value }) => [name.text, value]));
    const carried = fields.flatMap((field) => {
      const from = given.has(field.name) ? undefined : carriedFrom(project, source.shape, field);
      return from ? [`[${quote(from.name)}, ${quote(field.name)}]`] : [];
    });
    const values = [...given].map(([name, value]) => {
      const field = fields.find((one) => one.name === name);
      return `${propertyName(name)}: ${printer.print(value, field?.type)}`;
    });
    const optional = printer.optionalNames(target.shape).map(quote);
    const parts = [`evflow.carry(old, [${carried.join(', ')}])`];
    if (values.length > 0) parts.push(`{\n${values.map((value) => `          ${value},\n`).join('')}        }`);
    return `(old) =>\n      evflow.record([\n${parts.map((part) => `        ${part},\n`).join('')}      ], [${optional.join(', ')}])`;
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    const from = `${source.version.major}.${source.version.minor}`;
    generation.report(
      target.entity,
      error.node,
      `The upcast of ${target.name}@${target.version.major}.${target.version.minor} from @${from} is not generated: ${error.message}. ` +
        `The generated code will refuse ${target.name}@${source.version.major} where @${target.version.major} is read.`,
    );
    return undefined;
  }
}
