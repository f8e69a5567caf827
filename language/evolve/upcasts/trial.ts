import { bodiesOf } from '../../model/bodies/check.ts';
import { carriedFrom } from '../../model/bodies/upcasts.ts';
import type { Entity } from '../../model/entities.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { reader } from '../../model/schema/plan.ts';
import { validator } from '../../model/schema/validator.ts';
import { memo } from '../../model/tracked.ts';
import { compileConversion, FailedField } from '../../run/compile/upcasts.ts';
import type { Data } from '../../run/program.ts';
import type { Node, Upcast } from '../../syntax/tree.ts';
import { type Doubt, doubtsOf } from './doubts.ts';
import { programOf, soundSource } from './programs.ts';
import { oldMessages } from './samples.ts';
import { smallest } from './shrink.ts';
import { messageText } from './text.ts';
import { fieldsUsed } from './uses.ts';
import { type Difference, differences } from './ways.ts';

/** What an upcast makes of an old message is no message of the new version. */
export interface Failure {
  readonly upcast: Upcast;
  readonly from: MessageVersion;
  /** The field of the new version that is wrong; undefined where it cannot be told. */
  readonly field: string | undefined;
  /** Where that field gets its value: its expression, or the field that it is carried over from. */
  readonly expression: Node | undefined;
  readonly carriedFrom: string | undefined;
  /** Why the expression has no value; undefined where it has one. */
  readonly reason: string | undefined;
  /** Why what comes out does not fit, in the validator's words. */
  readonly findings: readonly string[];
  /** The smallest old message that was found, as evflow writes it. */
  readonly sample: string;
}

/** What came out when the upcasts of one version were tried. */
export interface Trial {
  readonly failures: readonly Failure[];
  readonly differences: readonly Difference[];
}

const NOTHING: Trial = { failures: [], differences: [] };

/** Of one upcast so many fields are reported. */
const MOST_FAILURES = 5;

const trialsIn = memo((project: Project) => memo((entity: Entity) => tryAll(project, entity)));

/**
 * Tries every upcast of a message's version on old messages at the edges of what the old version allows. The same object
 * until something that the upcasts depend on has changed; an upcast that has errors is not tried.
 */
export function trialOf(project: Project, entity: Entity): Trial {
  return trialsIn(project)(entity);
}

function tryAll(project: Project, entity: Entity): Trial {
  const target = project.versionOf(entity);
  if (!target || target.upcasts.length === 0 || project.messageVersion(target.key) !== target) return NOTHING;
  const failures = target.upcasts.flatMap((upcast) => {
    const source = soundSource(project, target, upcast);
    return source ? tryOne(project, target, upcast, source) : [];
  });
  return { failures, differences: differences(project, target) };
}

/** What went wrong with one message, by field; `''` where that cannot be told. */
type Outcome = ReadonlyMap<string, Pick<Failure, 'reason' | 'findings'>>;

function tryOne(project: Project, target: MessageVersion, upcast: Upcast, source: MessageVersion): Failure[] {
  const doubts = doubtsOf(project, source, target, upcast);
  const attempt = attemptOf(project, inQuestion(target, upcast, doubts), upcast, source);
  const used = usedBy(project, target, upcast, source);
  const old = programOf(project, source);
  const found = new Map<string, Data>();
  for (const sample of oldMessages(project, source, target, upcast, doubts)) {
    for (const field of attempt(sample).keys()) if (!found.has(field)) found.set(field, sample);
  }
  return [...found].slice(0, MOST_FAILURES).flatMap(([field, sample]) => {
    if (old.checkWrite(sample)) return [];
    const relevant = used(field);
    const fails = (data: Data) => attempt(data).has(field) && old.checkWrite(data) === undefined;
    const small = smallest(sample, source.shape, project, relevant, fails);
    const expression = upcast.fields.find(({ name }) => name.text === field)?.value;
    const shape = target.shape.fields.find(({ name }) => name === field);
    return {
      upcast,
      from: source,
      field: field === '' ? undefined : field,
      expression,
      carriedFrom: expression || !shape ? undefined : carriedFrom(project, source.shape, shape)?.name,
      ...attempt(small).get(field)!,
      sample: messageText(project, source, small, relevant),
    };
  });
}

/** A version with only those fields that may come out wrong: what is computed, and what is carried over in doubt. */
function inQuestion(target: MessageVersion, upcast: Upcast, doubts: readonly Doubt[]): MessageVersion {
  const names = new Set([...upcast.fields.map(({ name }) => name.text), ...doubts.map(({ field }) => field.name)]);
  return { ...target, shape: { kind: 'record', fields: target.shape.fields.filter(({ name }) => names.has(name)) } };
}

function attemptOf(
  project: Project,
  target: MessageVersion,
  upcast: Upcast,
  source: MessageVersion,
): (old: Data) => Outcome {
  const convert = compileConversion(upcast, target, source, project, project);
  const read = reader(project, target.shape);
  const check = validator(project, target.shape, 'writer');
  const names = target.shape.fields.map(({ name }) => name).sort((a, b) => b.length - a.length);
  return (old) => {
    const result = convert(old);
    if (result instanceof FailedField) return new Map([[result.field, { reason: result.reason, findings: [] }]]);
    const byField = new Map<string, { reason: undefined; findings: string[] }>();
    for (const finding of check(read(result)) ?? []) {
      const field = names.find((name) => isAbout(finding, name)) ?? '';
      const known = byField.get(field);
      if (known) known.findings.push(finding);
      else byField.set(field, { reason: undefined, findings: [finding] });
    }
    return byField;
  };
}

/** Whether a finding's path, which is a JSON pointer, leads into a field; of several that could be, it is the longest. */
function isAbout(finding: string, field: string): boolean {
  const path = `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return finding.startsWith(`${path}/`) || finding.startsWith(`${path} `);
}

/** By a field of the new version, the fields of the old one that it is made of. */
function usedBy(
  project: Project,
  target: MessageVersion,
  upcast: Upcast,
  source: MessageVersion,
): (field: string) => ReadonlySet<string> {
  const { bindings } = bodiesOf(project, target.entity);
  return (name) => {
    const given = upcast.fields.find((field) => field.name.text === name);
    if (given) return fieldsUsed(project, given.value, source, bindings);
    const field = target.shape.fields.find((one) => one.name === name);
    const from = field && carriedFrom(project, source.shape, field);
    return new Set(from ? [from.name] : []);
  };
}
