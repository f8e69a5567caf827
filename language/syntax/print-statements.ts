/** Prints blocks and statements. */

import { type Doc, group, indent } from './layout.ts';
import { expression, recordLiteral } from './print-expressions.ts';
import { after, alternatives, body, braces, clause, copy, dotted, hanging, option, reference } from './print-pieces.ts';
import type { Source } from './print-source.ts';
import type {
  Arm,
  Assign,
  Block,
  Either,
  Emit,
  Expression,
  For,
  If,
  Let,
  Reference,
  Require,
  Statement,
} from './tree.ts';

/** ` { … }` */
export function block(source: Source, node: Block | undefined): Doc {
  return node ? body(source, ' ', node.statements, statement) : '';
}

/** ` emits A | B` */
export function emits(source: Source, nodes: readonly Reference[]): Doc {
  if (nodes.length === 0) return '';
  return hanging(source, () => [source.token('emits'), source.space(), alternatives(source, nodes, reference)]);
}

export function statement(source: Source, node: Statement): Doc {
  switch (node.kind) {
    case 'let':
      return letStatement(source, node);
    case 'emit':
      return emit(source, node);
    case 'if':
      return ifStatement(source, node);
    case 'for':
      return forStatement(source, node);
    case 'either':
      return either(source, node);
    case 'require':
      return require(source, node);
    case 'reject':
      return [source.token('reject'), after(source, node.reason, expression)];
    case 'fail':
      return [source.token('fail'), after(source, node.reason, expression)];
    case 'deadLetter':
      return [source.words('dead', 'letter'), after(source, node.reason, expression)];
    case 'remove':
      return [source.token('remove'), after(source, node.target, expression)];
    case 'assign':
      return assign(source, node);
  }
}

function letStatement(source: Source, node: Let): Doc {
  return [source.token('let'), after(source, node.name, copy), option(source, '=', node.value, expression)];
}

function assign(source: Source, node: Assign): Doc {
  return [expression(source, node.target), option(source, node.operator, node.value, expression)];
}

function emit(source: Source, node: Emit): Doc {
  return [
    source.token(node.verb),
    after(source, node.message, reference),
    after(source, node.data, recordLiteral),
    clause(source, 'to', node.topic, dotted),
    clause(source, 'in', node.delay, copy),
  ];
}

function require(source: Source, node: Require): Doc {
  return [
    source.token('require'),
    after(source, node.condition, expression),
    clause(source, 'else', node.reason, expression),
  ];
}

/** All its blocks break together. */
function ifStatement(source: Source, node: If): Doc {
  const docs: Doc[] = [];
  let branch: If | Block | undefined = node;
  while (branch?.kind === 'if') {
    docs.push(source.token('if'), header(source, branch.condition), sharedBlock(source, branch.then));
    branch = branch.else;
    if (branch) docs.push(source.outdentedSpace(), source.token('else'), branch.kind === 'if' ? source.space() : '');
  }
  docs.push(sharedBlock(source, branch));
  return group(docs);
}

function forStatement(source: Source, node: For): Doc {
  return [
    source.token('for'),
    after(source, node.name, copy),
    source.space(),
    source.token('in'),
    header(source, node.list),
    block(source, node.block),
  ];
}

/** All its blocks break together. */
function either(source: Source, node: Either): Doc {
  const arms = node.arms.map((node, i) => {
    return [i === 0 ? source.words('either') : [source.outdentedSpace(), source.token('or')], arm(source, node)];
  });
  return group(arms);
}

function arm(source: Source, node: Arm): Doc {
  return [after(source, node.name, copy), after(source, node.weight, copy), sharedBlock(source, node.block)];
}

/** What stands before a block: further lines of operators are set off from those of the block. */
function header(source: Source, node: Expression): Doc {
  const doc = after(source, node, expression);
  return node.kind === 'binary' || node.kind === 'conditional' ? indent(doc) : doc;
}

function sharedBlock(source: Source, node: Block | undefined): Doc {
  return node ? braces(source, ' ', node.statements, statement) : '';
}
