/** Prints expressions. Chains of operators and of members are loops, so that they may be long. */

import { type Doc, group, indent } from './layout.ts';
import { body, bracketed } from './print-pieces.ts';
import type { Source } from './print-source.ts';
import type {
  Binary,
  BinaryOperator,
  Call,
  Conditional,
  Entry,
  Expression,
  Index,
  ListLiteral,
  Member,
  RecordLiteral,
  Spread,
  Unary,
} from './tree.ts';

export function expression(source: Source, node: Expression): Doc {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'duration':
    case 'boolean':
    case 'null':
      return source.copy(node);
    case 'nameExpression':
      return source.copy(node.name);
    case 'list':
      return list(source, node);
    case 'recordLiteral':
      return recordLiteral(source, node);
    case 'member':
    case 'index':
    case 'call':
      return path(source, node);
    case 'unary':
      return unary(source, node);
    case 'binary':
      return binary(source, node);
    case 'conditional':
      return conditional(source, node);
    case 'lambda':
      return [
        source.copy(node.param),
        source.space(),
        source.token('=>'),
        source.space(),
        expression(source, node.body),
      ];
    case 'parenthesized':
      return bracketed(source, '(', [node.value], expression, ')');
    case 'missing':
      return '';
  }
}

export function recordLiteral(source: Source, node: RecordLiteral): Doc {
  return body(source, '', node.entries, entry);
}

function entry(source: Source, node: Spread | Entry): Doc {
  if (node.kind === 'spread') return [source.token('...'), expression(source, node.value)];
  const key = source.copy(node.key);
  return node.value ? [key, source.token(':'), source.space(), expression(source, node.value)] : key;
}

function list(source: Source, node: ListLiteral): Doc {
  return items(source, '[', node.items, ']');
}

/** A single record, list, or lambda that gives one, opens on the line of the bracket. */
function items(source: Source, open: string, nodes: readonly Expression[], close: string): Doc {
  if (nodes.length !== 1 || !opensHere(nodes[0]!)) return bracketed(source, open, nodes, expression, close);
  return [source.token(open), expression(source, nodes[0]!), source.token(close)];
}

function opensHere(node: Expression): boolean {
  return node.kind === 'recordLiteral' || node.kind === 'list' || (node.kind === 'lambda' && opensHere(node.body));
}

type Step = Member | Index | Call;

/** `a.b[c].d(e)`. Where two members or more are called, it may break before each of them. */
function path(source: Source, node: Step): Doc {
  const steps: Step[] = [];
  let head: Expression = node;
  while (isStep(head)) {
    steps.push(head);
    head = head.kind === 'call' ? head.callee : head.object;
  }
  steps.reverse();
  const isCalled = (i: number) => steps[i]!.kind === 'member' && steps[i + 1]?.kind === 'call';
  const breaks = steps.filter((_, i) => isCalled(i)).length > 1;
  const start = expression(source, head);
  const rest = steps.map((node, i) => [breaks && isCalled(i) ? source.softLine() : '', step(source, node)]);
  return breaks ? group([start, indent(rest)]) : [start, rest];
}

function isStep(node: Expression): node is Step {
  return node.kind === 'member' || node.kind === 'index' || node.kind === 'call';
}

function step(source: Source, node: Step): Doc {
  if (node.kind === 'member') return [source.token('.'), source.copy(node.name)];
  if (node.kind === 'call') return items(source, '(', node.args, ')');
  return [source.token('['), expression(source, node.index), source.token(']')];
}

function unary(source: Source, node: Unary): Doc {
  const signs: Doc[] = [];
  let operand: Expression = node;
  for (; operand.kind === 'unary'; operand = operand.operand) {
    signs.push(source.token(operand.operator), operand.operator === 'not' ? source.space() : '');
  }
  return [signs, expression(source, operand)];
}

const levels: BinaryOperator[][] = [
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>=', 'in'],
  ['??'],
  ['+', '-'],
  ['*', '/', '%'],
];
const levelOf = new Map(levels.flatMap((operators, level) => operators.map((operator) => [operator, level])));

/** Operators of one level are one chain: on one line, or each operator begins one. */
function binary(source: Source, node: Binary): Doc {
  const { first, rest } = chain(node);
  const start = expression(source, first);
  const links = rest.map(([operator, operand]) => {
    return [source.line(), source.token(operator), source.space(), expression(source, operand)];
  });
  return group([start, indent(links)]);
}

interface Chain {
  first: Expression;
  rest: [BinaryOperator, Expression][];
}

function chain(node: Binary): Chain {
  const level = levelOf.get(node.operator);
  const belongs = (operand: Expression): operand is Binary =>
    operand.kind === 'binary' && levelOf.get(operand.operator) === level;
  const rest: [BinaryOperator, Expression][] = [];
  let first: Expression = node;
  for (; belongs(first); first = first.left) rest.push([first.operator, first.right]);
  rest.reverse();
  for (let last = rest.at(-1)!; belongs(last[1]); last = rest.at(-1)!) {
    const { left, operator, right }: Binary = last[1];
    last[1] = left;
    rest.push([operator, right]);
  }
  return { first, rest };
}

/** A conditional in the last branch of another goes on at its level. */
function conditional(source: Source, node: Conditional): Doc {
  const start = expression(source, node.condition);
  const branches: Doc[] = [];
  const branch = (sign: string, value: Expression) => {
    branches.push([source.line(), source.token(sign), source.space(), expression(source, value)]);
  };
  let last: Expression = node;
  while (last.kind === 'conditional') {
    branch('?', last.then);
    if (last.else.kind === 'conditional') branch(':', last.else.condition);
    last = last.else;
  }
  branch(':', last);
  return group([start, indent(branches)]);
}
