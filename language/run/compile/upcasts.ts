import { bodiesOf } from '../../model/bodies/check.ts';
import { carriedFrom } from '../../model/bodies/upcasts.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import type { Shapes } from '../../model/schema/shapes.ts';
import { type Route, routesOf } from '../../model/schema/upcast.ts';
import type { Node, Upcast } from '../../syntax/tree.ts';
import { BodyError, type Data, type MessageProgram, Unreadable, type Upcaster } from '../program.ts';
import { emptyObject } from '../values/objects.ts';
import type { Evaluate } from './context.ts';
import { compileExpression } from './expression.ts';
import { frameOver } from './frame.ts';
import { contextOf } from './project.ts';

/** One step of a chain: the upcast, if it begins with one, then the tolerant reading of a version. */
interface Step {
  readonly version: MessageVersion;
  readonly upcast: CompiledUpcast | undefined;
}

interface CompiledUpcast {
  /** `the upcast of Order@2.0 from Order@1.1 (orders.evflow:51)` */
  readonly name: string;
  readonly uri: string;
  readonly node: Node;
  readonly run: (old: Data) => Data | Unreadable;
}

interface CompiledRoute extends Omit<Route, 'upcast'> {
  readonly upcast: CompiledUpcast | undefined;
}

/** Compiles the upcasts of a project, each once. What it gives says, by a version's key and a major, how that is read. */
export function compileUpcasts(
  project: Project,
  shapes: Shapes,
  messages: ReadonlyMap<string, MessageProgram>,
): (target: MessageVersion, major: number) => Upcaster | undefined {
  const routes = compileRoutes(project, shapes, messages);
  const known = new Map<string, Upcaster | undefined>();
  return (target, major) => {
    const name = `${target.key} ${major}`;
    if (!known.has(name)) known.set(name, upcaster(chainTo(target, major, routes), messages));
    return known.get(name);
  };
}

function compileRoutes(
  project: Project,
  shapes: Shapes,
  messages: ReadonlyMap<string, MessageProgram>,
): Map<string, readonly CompiledRoute[]> {
  const compiled = new Map<string, readonly CompiledRoute[]>();
  for (const { version } of messages.values()) {
    if (version.upcasts.length === 0 || compiled.has(version.key)) continue;
    const message = project.message(version.qualifiedName);
    for (const [key, routes] of message ? routesOf(project, message) : []) {
      const target = messages.get(key)?.version;
      if (target)
        compiled.set(
          key,
          routes.map((route) => compileRoute(route, target, project, shapes)),
        );
    }
  }
  return compiled;
}

function compileRoute(route: Route, target: MessageVersion, project: Project, shapes: Shapes): CompiledRoute {
  const { via, upcast } = route;
  return { ...route, upcast: upcast && compileUpcast(upcast, target, via, project, shapes) };
}

/** The steps from a major to a version, in a loop: there may be thousands. Undefined where no upcast leads there. */
function chainTo(
  target: MessageVersion,
  major: number,
  routes: ReadonlyMap<string, readonly CompiledRoute[]>,
): readonly Step[] | undefined {
  const steps: Step[] = [];
  let version = target;
  while (version.version.major !== major) {
    const route = routes.get(version.key)?.find(({ majors }) => majors.includes(major));
    if (!route) return undefined;
    steps.push({ version, upcast: route.upcast });
    version = route.via;
  }
  return [...steps, { version, upcast: undefined }].reverse();
}

function upcaster(
  steps: readonly Step[] | undefined,
  messages: ReadonlyMap<string, MessageProgram>,
): Upcaster | undefined {
  return (
    steps &&
    ((data) => {
      let value: Data | Unreadable = data;
      for (const step of steps) {
        value = take(step, value, messages);
        if (value instanceof Unreadable) return value;
      }
      return value;
    })
  );
}

function take({ version, upcast }: Step, data: Data, messages: ReadonlyMap<string, MessageProgram>): Data | Unreadable {
  const upcasted = upcast ? upcast.run(data) : data;
  const program = messages.get(version.key);
  if (upcasted instanceof Unreadable || !program) return upcasted;
  const value = program.read(upcasted);
  const findings = program.checkRead(value);
  if (!findings) return value;
  if (!upcast) return new Unreadable(`it does not fit ${version.key}: ${findings.join('; ')}`, undefined);
  const { name, uri, node } = upcast;
  const place = { uri, start: node.start, end: node.end };
  return new Unreadable(`what ${name} gives does not fit: ${findings.join('; ')}`, place);
}

function compileUpcast(
  upcast: Upcast,
  target: MessageVersion,
  source: MessageVersion,
  project: Project,
  shapes: Shapes,
): CompiledUpcast {
  const { file } = target.entity;
  const node = upcast.from ?? upcast;
  const fileName = decodeURIComponent(file.uri.replace(/^.*\//, ''));
  const place = `${fileName}:${file.lines.position(node.start).line + 1}`;
  const name = `the upcast of ${target.key} from ${source.key} (${place})`;
  const convert = compileConversion(upcast, target, source, project, shapes);
  const run = (old: Data) => {
    const result = convert(old);
    if (!(result instanceof FailedField)) return result;
    const { start, end } = result.node;
    return new Unreadable(`${name} fails in \`${result.field}\`: ${result.reason}`, { uri: file.uri, start, end });
  };
  return { name, uri: file.uri, node, run };
}

/** An expression of an upcast that has no value: for which field, why, and at which node. */
export class FailedField {
  readonly field: string;
  readonly reason: string;
  readonly node: Node;
  constructor(field: string, reason: string, node: Node) {
    this.field = field;
    this.reason = reason;
    this.node = node;
  }
}

/** What one upcast makes of the data of the version that it reads, before the tolerant reading of its own. */
export function compileConversion(
  upcast: Upcast,
  target: MessageVersion,
  source: MessageVersion,
  project: Project,
  shapes: Shapes,
): (old: Data) => Data | FailedField {
  const { entity } = target;
  const context = contextOf(entity.file, project, shapes, bodiesOf(project, entity).bindings);
  const { fields } = target.shape;
  const given = new Map(upcast.fields.map(({ name, value }) => [name.text, value]));
  const carried = fields.flatMap((field): [string, string][] => {
    const from = given.has(field.name) ? undefined : carriedFrom(project, source.shape, field);
    return from ? [[from.name, field.name]] : [];
  });
  const computed = [...given].map(([name, node]) => {
    const type = fields.find((field) => field.name === name)?.type;
    return { name, node, evaluate: compileExpression(node, context, type) };
  });
  const optional = fields.filter((field) => field.optional).map((field) => field.name);
  return (old) => convert(old, { carried, computed, optional });
}

interface Conversion {
  readonly carried: readonly (readonly [from: string, to: string])[];
  readonly computed: readonly { readonly name: string; readonly node: Node; readonly evaluate: Evaluate }[];
  readonly optional: readonly string[];
}

function convert(old: Data, { carried, computed, optional }: Conversion): Data | FailedField {
  const result = emptyObject();
  for (const [from, to] of carried) if (Object.hasOwn(old, from)) result[to] = old[from] ?? null;
  const frame = frameOver(old);
  for (const field of computed) {
    try {
      result[field.name] = field.evaluate(frame);
    } catch (error) {
      const node = error instanceof BodyError ? error.node : field.node;
      return new FailedField(field.name, error instanceof Error ? error.message : String(error), node);
    }
  }
  for (const field of optional) if (result[field] === null) delete result[field];
  return result;
}
