/** A function of one item: what it gives, and whether that is true. */
export interface PrintedLambda {
  readonly value: string;
  readonly test: string;
}

/** Prints what a method makes of `all`, its receiver; `kind` is the kind of number that `sum` gives. */
export type MethodPrinter = (each: PrintedLambda, kind: string) => string;

const WITH_LAMBDA: Readonly<Record<string, MethodPrinter>> = {
  'list.all': ({ test }) => `evflow.items(all).every(${test})`,
  'list.any': ({ test }) => `evflow.items(all).some(${test})`,
  'list.count': ({ test }) => `evflow.items(all).filter(${test}).length`,
  'list.filter': ({ test }) => `evflow.items(all).filter(${test})`,
  'list.map': ({ value }) => `evflow.items(all).map(${value})`,
  'list.sum': ({ value }, kind) => `evflow.total(${kind}, evflow.items(all).map(${value}))`,
};

const ALONE: Readonly<Record<string, MethodPrinter>> = {
  'list.count': () => 'evflow.lengthOf(all)',
  'list.first': () => 'evflow.items(all).at(0) ?? null',
  'list.isEmpty': () => 'evflow.lengthOf(all) === 0',
  'list.last': () => 'evflow.items(all).at(-1) ?? null',
  'list.length': () => 'evflow.lengthOf(all)',
  'list.sum': (_, kind) => `evflow.total(${kind}, evflow.items(all))`,
  'map.isEmpty': () => 'evflow.lengthOf(all) === 0',
  'map.length': () => 'evflow.lengthOf(all)',
  'string.length': () => 'evflow.lengthOf(all)',
  'string.lower': () => 'String(all).toLowerCase()',
  'string.trim': () => 'String(all).trim()',
  'string.upper': () => 'String(all).toUpperCase()',
};

/** How a method of a type is printed; undefined where it cannot be. */
export function methodPrinter(type: string, name: string, hasLambda: boolean): MethodPrinter | undefined {
  const printers = hasLambda ? WITH_LAMBDA : ALONE;
  return Object.hasOwn(printers, `${type}.${name}`) ? printers[`${type}.${name}`] : undefined;
}
