import type {
  Expect,
  Expression,
  GivenState,
  RecordLiteral,
  Replay,
  Resume,
  Sample,
  Scenario,
  ScenarioLine,
  Stub,
} from '../../syntax/tree.ts';
import type { Entity } from '../entities.ts';
import type { HandlerInfo, PartInfo } from '../meaning.ts';
import { nearest } from '../nearest.ts';
import { ANY_MESSAGE } from '../references.ts';
import { kindWord } from '../resolve.ts';
import { referenceText } from '../sourceFile.ts';
import type { Type } from '../types.ts';
import { typeText } from '../typeText.ts';
import { type Checker, fieldNamed } from './checker.ts';
import { entryKey } from './entries.ts';
import { check, checkCondition } from './expectations.ts';
import { typeOf } from './expressions.ts';
import { TIMESTAMP, UNKNOWN, withoutNull } from './kinds.ts';
import { META_ANYWHERE, META_SENT } from './meta.ts';
import { stateRows } from './parts.ts';
import { placeType } from './places.ts';
import { type Scope, scopeOf } from './scope.ts';

const SCENARIO = scopeOf({ place: 'scenario' });
const SAMPLE = scopeOf({ place: 'sample' });
const PATTERN = scopeOf({ place: 'pattern' });

/** The lines of a scenario. */
export function checkScenario(cx: Checker, node: Scenario): void {
  cx.observe?.(node, SCENARIO, undefined);
  for (const line of node.lines) checkLine(cx, line);
}

function checkLine(cx: Checker, line: ScenarioLine): void {
  switch (line.kind) {
    case 'givenMessage':
    case 'when':
      return checkSample(cx, line.sample, SAMPLE);
    case 'then':
    case 'never':
      return checkSample(cx, line.sample, PATTERN);
    case 'givenState':
      return checkGivenState(cx, line);
    case 'stub':
      return checkStub(cx, line);
    case 'expect':
      return checkExpect(cx, line);
    case 'replay':
      return checkReplay(cx, line);
    case 'resume':
      return checkResume(cx, line);
    default:
      return;
  }
}

/** A message with the fields that matter; the others are sampled, or may be anything. */
function checkSample(cx: Checker, node: Sample, scope: Scope): void {
  const { entity, problem } =
    scope === PATTERN
      ? { entity: matchingVersion(cx, node), problem: undefined }
      : cx.project.resolveMessage(node.message, cx.file);
  const type: Type = entity?.kind === 'message' ? { kind: 'declared', key: entity.key } : UNKNOWN;
  const { data } = node;
  if (data) cx.quietlyIf(problem !== undefined, () => check(cx, scope, data, type));
  if (node.meta) check(cx, scope, node.meta, scope === PATTERN ? META_ANYWHERE : META_SENT);
}

/** A bare name speaks of all versions: the newest that has the fields which are written. */
function matchingVersion(cx: Checker, { message, data }: Sample): Entity | undefined {
  const { entity, exact } = cx.project.resolveMessage(message, cx.file, ANY_MESSAGE);
  if (!entity || exact || !data) return entity;
  const versions = cx.project.message(entity.qualifiedName)?.versions ?? [];
  return versions.findLast(({ shape }) => keysOf(data).every((key) => fieldNamed(shape, key)))?.entity ?? entity;
}

function keysOf(literal: RecordLiteral): string[] {
  return literal.entries.flatMap((entry) => (entry.kind === 'entry' ? [entryKey(entry)] : []));
}

/** `given Inventory.stock["sku-1"] = 5`: a place in a part's state. */
function checkGivenState(cx: Checker, node: GivenState): void {
  const found = typeOf(cx, SCENARIO, node.target);
  const plain = withoutNull(found);
  const part = partOf(cx, node);
  if (part?.kind === 'saga') {
    const advice = 'An instance begins with the message that starts it: write a `when` of that.';
    cx.report('EVF7008', node.target, { what: `the state of saga ${part.name}`, advice });
    check(cx, SCENARIO, node.value, UNKNOWN);
    return;
  }
  const aggregate = part?.kind === 'aggregate' ? part : undefined;
  if (aggregate && found.kind !== 'unknown') {
    const events = aggregate.applies.map(({ node: { message } }) => referenceText(message));
    cx.report('EVF7014', node.target, { aggregate: aggregate.name, events: [...new Set(events)] });
  }
  if (plain.kind === 'row') {
    const part = cx.project.part(plain.part);
    const state = part && part.kind !== 'choreography' ? part.state : undefined;
    check(cx, SCENARIO, node.value, state ?? UNKNOWN);
    if (!state)
      cx.report('EVF7008', node.target, {
        what: part ? `${part.kind} ${part.name}` : 'this',
        advice: 'It has no state that could be given.',
      });
    return;
  }
  check(cx, SCENARIO, node.value, placeType(cx, node.target, found));
  if (found.kind !== 'unknown' && !isState(cx, node)) {
    const advice =
      'A start state is written Part.field, Part.field["key"] or Part[key].field; a message is written with its fields in braces.';
    cx.report('EVF7008', node.target, { what: 'this', advice });
  }
}

/** The part in whose state a place lies. */
function partOf(cx: Checker, { target }: GivenState): PartInfo | undefined {
  let root: Expression = target;
  while (root.kind === 'member' || root.kind === 'index') root = root.object;
  const type = cx.types.get(root);
  return type?.kind === 'part' ? cx.project.part(type.key) : undefined;
}

function isState(cx: Checker, { target }: GivenState): boolean {
  for (let node = target; node.kind === 'member' || node.kind === 'index'; node = node.object) {
    const meant = cx.targets.get(node);
    if (meant?.kind === 'state') return true;
    if (meant?.kind === 'builtin' || meant?.kind === 'query') return false;
  }
  return false;
}

/** What is stubbed must be handled, and the answers must be what the handler could say. */
function checkStub(cx: Checker, node: Stub): void {
  const message = cx.project.resolveMessage(node.message, cx.file, ANY_MESSAGE).entity;
  const isCommand = message?.node.kind === 'message' && message.node.messageKind === 'command';
  const stubbed =
    message && (node.part ? namedHandler(cx, node, message) : commandHandler(cx, node, message, isCommand));
  for (const answer of node.answers) {
    if (answer.kind === 'sample') {
      checkSample(cx, answer, SAMPLE);
      if (stubbed && message) checkAnswer(cx, answer, message, stubbed);
    } else if (message && !isCommand) cx.report('EVF7006', answer, { message: message.name, kind: kindWord(message) });
  }
}

interface Stubbed {
  readonly part: PartInfo;
  readonly handler: HandlerInfo<HandlerInfo['node']>;
}

function handlersOf(part: PartInfo | undefined): readonly HandlerInfo<HandlerInfo['node']>[] {
  return part && 'handlers' in part ? (part.handlers as readonly HandlerInfo[]) : [];
}

function namedHandler(cx: Checker, node: Stub, message: Entity): Stubbed | undefined {
  const name = node.part!.name;
  const entity = cx.project.resolveName(name, cx.file).at(-1);
  const part = entity && cx.project.part(entity.key);
  if (!entity || !part || part.kind === 'choreography') return undefined;
  const handler = handlersOf(part).find((one) => one.messageName === message.qualifiedName);
  if (handler) return { part, handler };
  const handled = [...new Set(handlersOf(part).map(({ messageName }) => lastSegment(messageName)))];
  const place = { uri: entity.file.uri, span: entity.node.name, label: `${part.name} is declared here` };
  cx.report('EVF7004', node.message, { part: part.name, message: message.name, handled }, [place]);
  return undefined;
}

function commandHandler(cx: Checker, node: Stub, message: Entity, isCommand: boolean): Stubbed | undefined {
  const uses = cx.project.uses(message.qualifiedName);
  if (!isCommand) {
    const readers = new Set(
      uses.flatMap(({ role, owner }) => (role === 'consumes' && owner !== undefined ? [owner] : [])),
    );
    const parts = [...readers].filter((key) => cx.project.entity(key)?.kind === 'consumer').map(lastSegment);
    if (message.kind === 'message')
      cx.report('EVF7003', node.message, { message: message.name, kind: kindWord(message), parts });
    return undefined;
  }
  for (const { role, owner } of uses) {
    const part = role === 'handles' && owner !== undefined ? cx.project.part(owner) : undefined;
    const handler = handlersOf(part).find((one) => one.messageName === message.qualifiedName);
    if (part && handler) return { part, handler };
  }
  return undefined;
}

function checkAnswer(cx: Checker, answer: Sample, message: Entity, { part, handler }: Stubbed): void {
  const said = cx.message(answer.message);
  if (!said || handler.emits.length === 0) return;
  const emits = handler.emits.map((key) => key.replace(/@.*/, ''));
  if (emits.includes(said.qualifiedName)) return;
  const args = {
    part: part.name,
    message: message.name,
    answer: said.name,
    emits: [...new Set(emits)].map(lastSegment),
  };
  cx.report('EVF7005', answer.message, args, [
    { uri: part.file.uri, span: handler.node.message, label: 'the handler is here' },
  ]);
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

const STATUSES: Readonly<Record<string, readonly string[]>> = {
  saga: ['running', 'done', 'aborted', 'parked'],
  choreography: ['running', 'done', 'aborted', 'stuck'],
};

/** A condition, or the status of an instance. */
function checkExpect(cx: Checker, node: Expect): void {
  const { value, status } = node;
  if (!status) return checkCondition(cx, SCENARIO, value);
  const type = typeOf(cx, SCENARIO, value);
  const row = withoutNull(type);
  if (row.kind === 'unknown' || value.kind === 'missing') return;
  const kind = row.kind === 'row' ? cx.project.entity(row.part)?.kind : undefined;
  const known = kind && STATUSES[kind];
  if (!known) {
    cx.report('EVF7001', value, { type: typeText(type) });
    return;
  }
  if (status.text === '' || known.includes(status.text)) return;
  cx.report('EVF7002', status, {
    status: status.text,
    of: `a ${kind}`,
    known,
    similar: nearest(status.text, known),
    replace: status,
  });
}

function checkReplay(cx: Checker, { from }: Replay): void {
  if (from.kind === 'string') check(cx, SCENARIO, from, TIMESTAMP);
  else if (from.kind === 'name' && from.text !== '' && from.text !== 'earliest' && from.text !== 'latest') {
    cx.report('EVF7007', from, { from: from.text });
  }
}

function checkResume(cx: Checker, node: Resume): void {
  const entity = cx.project.resolveName(node.part, cx.file).at(-1);
  const id = entity && stateRows(cx.project, entity.key)?.id;
  check(cx, SCENARIO, node.key, id?.type ?? UNKNOWN);
}
