import { plainNumber } from './numbers.ts';
import type { FieldType, Type } from './types.ts';

/** More fields, symbols or cases than this are cut short. */
const SHOWN = 6;

/** A type as evflow writes it: `decimal(12, 2)`, `LineItem[1..]`, `OrderCreated@2.0`, `uuid?`. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'string':
      return refined(
        'string',
        rangeText(type.min, type.max),
        type.pattern === undefined ? '' : JSON.stringify(type.pattern),
      );
    case 'int':
    case 'long':
    case 'double':
      return refined(type.kind, rangeText(type.min, type.max));
    case 'decimal':
      return refined('decimal', text(type.precision), text(type.scale));
    case 'list':
      return `${typeText(type.item)}[${rangeText(type.min, type.max)}]`;
    case 'map':
      return `map<${typeText(type.value)}>`;
    case 'record':
      return braces('', type.fields.map(fieldText));
    case 'enum':
      return braces('enum ', type.symbols);
    case 'union':
      return braces(
        `union by ${type.tag} `,
        type.cases.map((one) => `${one.name}: ${typeText(one.type)}`),
      );
    case 'declared':
      return declaredText(type.key);
    case 'optional':
      return `${typeText(type.type)}?`;
    case 'part':
      return lastSegment(type.key);
    case 'row':
      return `state of ${lastSegment(type.part)}`;
    case 'function':
      return `function ${type.name}`;
    default:
      return type.kind;
  }
}

/** Two types side by side: with namespaces where they would read the same without. */
export function typeTexts(a: Type, b: Type): [string, string] {
  const short: [string, string] = [typeText(a), typeText(b)];
  const differ = short[0] !== short[1] || a.kind !== 'declared' || b.kind !== 'declared';
  return differ ? short : [(a as { key: string }).key, (b as { key: string }).key];
}

/** A field as it is declared, without its annotations: `note?: string`. */
export function fieldText(field: FieldType): string {
  const value = field.default === undefined ? '' : ` = ${JSON.stringify(field.default)}`;
  return `${field.name}${field.optional ? '?' : ''}: ${typeText(field.type)}${value}`;
}

/** Version 1.0 is what a declaration without a number has, so it is left out. */
function declaredText(key: string): string {
  const [name = key, version] = key.split('@');
  return version === undefined || version === '1.0' ? lastSegment(name) : `${lastSegment(name)}@${version}`;
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function refined(name: string, ...refinements: string[]): string {
  const written = refinements.filter((one) => one !== '');
  return written.length === 0 ? name : `${name}(${written.join(', ')})`;
}

/** `1..64`, `5`, `1..`; empty where nothing bounds it. */
export function rangeText(min: number | bigint | undefined, max: number | bigint | undefined): string {
  if (min === undefined && max === undefined) return '';
  return min === max ? text(min) : `${text(min)}..${text(max)}`;
}

function text(value: number | bigint | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? plainNumber(value) : String(value);
}

function braces(head: string, items: readonly string[]): string {
  if (items.length === 0) return `${head}{}`;
  const shown = items.slice(0, SHOWN);
  if (items.length > SHOWN) shown.push('…');
  return `${head}{ ${shown.join(', ')} }`;
}
