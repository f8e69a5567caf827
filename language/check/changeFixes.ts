import type { EvolutionCode } from '../evolve/change.ts';
import { historyOf, type Incompatibility, incompatibilities } from '../evolve/history.ts';
import { directionsOf, policyOf } from '../evolve/policy.ts';
import { plainValue } from '../evolve/upcasts/skeleton.ts';
import { constantOf } from '../model/constants.ts';
import type { Entity, SourceFile } from '../model/entities.ts';
import type { MessageVersion } from '../model/meaning.ts';
import type { ProblemArguments } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { FieldType } from '../model/types.ts';
import { nameText } from '../model/words.ts';
import type { Fix, TextEdit } from '../syntax/diagnostic.ts';
import type { Declaration, Field, Node, Span } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';
import { fieldHome } from './fieldHome.ts';
import { newMembers } from './layout.ts';
import { moveToMajor } from './newVersion.ts';
import { readersFirst } from './readersFirst.ts';
import type { Place, ProblemOf } from './rule.ts';

/** How a change is mended, the best first: so that both sides go on as they are, then by a new major, then by a policy. */
export function changeFixes<C extends EvolutionCode>(found: ProblemOf<C>, place: Place): Fix[] {
  const args = found.args as ProblemArguments[EvolutionCode];
  const version = place.project.messageVersion(args.key);
  const change = version && incompatibilities(place.project, version).find(isOf(found.code, args.path));
  if (!version || !change) return [];
  const isFrozen = isPublished(place.project, version.entity);
  const mended = isFrozen ? [] : mends(new Mending(place, version, change));
  const moved = isFrozen ? undefined : moveToMajor(place.project, version);
  const others = args.verdict === 'lossy' ? [] : [moved, relaxed(place, version, change)];
  return [...mended, ...others].flatMap((fix) => fix ?? []);
}

/** Where old readers alone are what breaks. */
function relaxed({ project }: Place, version: MessageVersion, { directions }: Incompatibility): Fix | undefined {
  return directions.includes('backward') ? undefined : readersFirst(project, version);
}

/** What is published stays as it is. */
function isPublished({ baselines }: Project, { key }: Entity): boolean {
  return baselines.some(({ project }) => project.entity(key) !== undefined);
}

function isOf(code: string, path: string) {
  return ({ change }: Incompatibility) => change.code === code && change.path === path;
}

function mends(mending: Mending): (Fix | undefined)[] {
  switch (mending.code) {
    case 'EVF4003':
      return [mending.wasRequired ? undefined : mending.optional(), mending.defaulted()];
    case 'EVF4004':
    case 'EVF4005':
      return [mending.kept()];
    case 'EVF4006':
      return [mending.renamed()];
    case 'EVF4014':
      return mending.isRequiredNow
        ? [mending.optional(), mending.defaulted()]
        : [mending.defaulted(), mending.required()];
    case 'EVF4016':
    case 'EVF4018':
      return [mending.choicesKept()];
    case 'EVF4024':
      return [mending.defaultKept()];
    case 'EVF4008':
    case 'EVF4009':
    case 'EVF4010':
    case 'EVF4011':
    case 'EVF4012':
    case 'EVF4013':
    case 'EVF4019':
    case 'EVF4020':
    case 'EVF4021':
    case 'EVF4022':
    case 'EVF4023':
      return [mending.typeKept()];
    default:
      return [];
  }
}

/** The places of one change in the new version and in the old one. */
class Mending {
  readonly code: EvolutionCode;
  readonly #place: Place;
  readonly #version: MessageVersion;
  readonly #found: Incompatibility;

  constructor(place: Place, version: MessageVersion, found: Incompatibility) {
    this.code = found.change.code;
    this.#place = place;
    this.#version = version;
    this.#found = found;
  }

  get isRequiredNow(): boolean {
    const field = this.#after?.field;
    return field !== undefined && !field.optional && !field.default;
  }

  /** Whether an older version that has the field must find it. */
  get wasRequired(): boolean {
    const { project } = this.#place;
    const { qualifiedName, version } = this.#version;
    if (!directionsOf(policyOf(project, qualifiedName)).includes('forward')) return false;
    const earlier = historyOf(project, qualifiedName).filter(
      (one) => one.version.version.major === version.major && one.version.version.minor < version.minor,
    );
    return earlier.length > this.#found.against.length;
  }

  optional(): Fix | undefined {
    const after = this.#after;
    return after && this.#fix(`Make \`${after.field.name.text}\` optional`, [insert(after, after.field.name.end, '?')]);
  }

  required(): Fix | undefined {
    const after = this.#after;
    const mark = after && this.#questionMark(after);
    return mark && this.#fix(`Make \`${after.field.name.text}\` required`, [mark]);
  }

  /** A default is always written, and filled in where it is missing, so it helps both ways. */
  defaulted(): Fix | undefined {
    const after = this.#after;
    const type = this.#found.change.after.at(-1)?.type;
    const value = type && plainValue(this.#place.project, type);
    if (!after || value === undefined) return undefined;
    const mark = after.field.optional ? this.#questionMark(after) : undefined;
    const edits = [...(mark ? [mark] : []), insert(after, after.field.type.end, ` = ${value}`)];
    return this.#fix(`Give \`${after.field.name.text}\` the default \`${value}\``, edits);
  }

  renamed(): Fix | undefined {
    const [after, old] = [this.#after, this.#before?.field.name.text];
    if (!after || old === undefined || after.field.was) return undefined;
    const was = `was ${nameText(old)}`;
    return this.#fix(`Say that it \`${was}\``, [insert(after, after.field.end, ` ${was}`)]);
  }

  /** Puts back a field that is gone: into this version, where its record stands in it. */
  kept(): Fix | undefined {
    const { before, after } = this.#found.change;
    const old = this.#before;
    const { body } = this.#version.entity.node as Extract<Declaration, { kind: 'message' }>;
    if (!old || !body || before.length !== 1 || after.length !== 0) return undefined;
    const edit = newMembers(this.#version.entity.file, body, textOf(old.file, old.field));
    return edit && this.#fix(`Keep \`${old.field.name.text}\``, [edit]);
  }

  typeKept(): Fix | undefined {
    const [after, old] = [this.#after, this.#before];
    if (!after || !old) return undefined;
    const type = textOf(old.file, old.field.type);
    const title = `Keep \`${after.field.name.text}: ${type.length > 40 ? '…' : type}\``;
    const edit = { uri: after.file.uri, span: after.field.type, newText: type };
    if (this.#fits(after.field.default, this.#found.change.before)) return this.#fix(title, [edit]);
    const default_ = this.#defaultEdit();
    return default_ && this.#fix(title, [edit, default_]);
  }

  defaultKept(): Fix | undefined {
    const edit = this.#fits(this.#before?.field.default, this.#found.change.after) ? this.#defaultEdit() : undefined;
    return edit && this.#fix(`Keep the default \`${edit.newText}\``, [edit]);
  }

  /** Puts symbols back into an enum that is written at the field; one with a name of its own is a matter of its versions. */
  choicesKept(): Fix | undefined {
    const after = this.#after;
    const inline = after && choices(after.field.type);
    const last = inline?.at(-1);
    if (!after || !last) return undefined;
    const { lost } = this.#found.change;
    const title = `Keep ${lost.map((symbol) => `\`${symbol}\``).join(', ')}`;
    return this.#fix(title, [insert(after, last.end, `, ${lost.map(nameText).join(', ')}`)]);
  }

  /** The old default in the place of the new one. */
  #defaultEdit(): TextEdit | undefined {
    const [after, old] = [this.#after, this.#before];
    if (!after?.field.default || !old?.field.default) return undefined;
    return { uri: after.file.uri, span: after.field.default, newText: textOf(old.file, old.field.default) };
  }

  /** Whether a default, if there is one, is a value of the type at the end of a way. */
  #fits(value: Field['default'], way: readonly FieldType[]): boolean {
    const type = way.at(-1)?.type;
    const { dereference } = this.#place.project;
    return !value || (type !== undefined && 'value' in constantOf(value, type, { dereference, target: () => {} }));
  }

  /** Undefined where it stands in a type that is published, or that an older version uses as well. */
  get #after(): Home | undefined {
    const { project } = this.#place;
    const node = this.#found.change.after.at(-1)?.node;
    const home = node && fieldHome(project, this.#version, node);
    if (!home || this.#found.against.some((old) => fieldHome(old.project, old.version, home.field))) return undefined;
    const entity = home.file.entities.find(
      (one) => one.node.start <= home.field.start && home.field.end <= one.node.end,
    );
    return entity && isPublished(project, entity) ? undefined : home;
  }

  get #before(): Home | undefined {
    const [against] = this.#found.against;
    const node = this.#found.change.before.at(-1)?.node;
    return node && against && fieldHome(against.project, against.version, node);
  }

  #questionMark({ file, field }: Home): TextEdit | undefined {
    const at = file.text.slice(field.name.end, field.type.start).indexOf('?');
    if (at < 0) return undefined;
    const start = field.name.end + at;
    return { uri: file.uri, span: { start, end: start + 1 }, newText: '' };
  }

  #fix(title: string, edits: readonly TextEdit[]): Fix {
    return { title, safe: false, edits: [...edits] };
  }
}

interface Home {
  readonly file: SourceFile;
  readonly field: Field;
}

function insert({ file }: Home, offset: number, newText: string): TextEdit {
  return { uri: file.uri, span: { start: offset, end: offset }, newText };
}

function textOf(file: SourceFile, span: Span): string {
  return file.text.slice(span.start, span.end);
}

function choices(type: Node): readonly Span[] | undefined {
  let found: readonly Span[] | undefined;
  walk(type, (node) => {
    if (node.kind === 'enumType') found = node.symbols;
  });
  return found;
}
