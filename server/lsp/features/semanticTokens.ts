import { SemanticTokensBuilder, type SemanticTokensLegend } from 'vscode-languageserver';
import type { SourceFile } from '../../../language/model/entities.ts';
import { lastName } from '../../../language/model/navigation.ts';
import type { Project } from '../../../language/model/project.ts';
import type { Target } from '../../../language/model/types.ts';
import type { Declaration, Node, Span } from '../../../language/syntax/tree.ts';
import { walk } from '../../../language/syntax/walk.ts';
import { type Feature, requestedFile } from '../feature.ts';

const LEGEND = {
  tokenTypes: [
    'event',
    'struct',
    'enum',
    'enumMember',
    'interface',
    'namespace',
    'class',
    'property',
    'variable',
    'parameter',
    'function',
    'type',
  ],
  tokenModifiers: ['declaration', 'readonly', 'defaultLibrary'],
} as const satisfies SemanticTokensLegend;

type TokenType = (typeof LEGEND.tokenTypes)[number];
type TokenModifier = (typeof LEGEND.tokenModifiers)[number];

interface Token {
  readonly span: Span;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** Colours names by what they stand for, which no grammar of regular expressions can know. */
export const semanticTokens: Feature = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...LEGEND.tokenTypes], tokenModifiers: [...LEGEND.tokenModifiers] },
      full: true,
    },
  },
  register(connection, workspace) {
    connection.languages.semanticTokens.on(async (params) => {
      const found = await requestedFile(workspace, params);
      return found ? encode(found.file, tokens(found.project, found.file)) : { data: [] };
    });
  },
};

function encode(file: SourceFile, found: Token[]) {
  const builder = new SemanticTokensBuilder();
  let end = 0;
  for (const { span, type, modifiers } of found.sort((a, b) => a.span.start - b.span.start)) {
    if (span.start < end || span.end <= span.start) continue;
    end = span.end;
    const { line, character } = file.lines.position(span.start);
    const flags = modifiers.reduce((sum, modifier) => sum | (1 << LEGEND.tokenModifiers.indexOf(modifier)), 0);
    builder.push(line, character, span.end - span.start, LEGEND.tokenTypes.indexOf(type), flags);
  }
  return builder.build();
}

function tokens(project: Project, file: SourceFile): Token[] {
  const { targets } = project.analysis(file.uri).bindings;
  const found: Token[] = [];
  walk(file.tree, (node) => {
    const declared = declaredToken(node);
    if (declared) found.push(declared);
    const target = targets.get(node);
    const kind = target && targetToken(project, target);
    if (kind) found.push({ span: lastName(node), type: kind[0], modifiers: kind.slice(1) as TokenModifier[] });
  });
  return found;
}

const DECLARED: Record<Exclude<Declaration['kind'], 'scenario'>, TokenType> = {
  message: 'event',
  record: 'struct',
  enum: 'enum',
  union: 'interface',
  topic: 'namespace',
  service: 'namespace',
  consumer: 'class',
  aggregate: 'class',
  projection: 'class',
  saga: 'class',
  choreography: 'class',
};

function declaredToken(node: Node): Token | undefined {
  const declares = (span: Span, type: TokenType): Token => ({ span, type, modifiers: ['declaration'] });
  if (node.kind === 'field') return declares(node.name, 'property');
  if (node.kind === 'symbol') return declares(node.name, 'enumMember');
  if (node.kind === 'step' || node.kind === 'parallel' || node.kind === 'query') return declares(node.name, 'function');
  if (node.kind === 'let' || node.kind === 'for') return declares(node.name, 'variable');
  if (node.kind === 'lambda') return declares(node.param, 'parameter');
  if (node.kind in DECLARED && 'name' in node)
    return declares((node as Declaration).name, DECLARED[node.kind as keyof typeof DECLARED]);
  return undefined;
}

function targetToken(project: Project, target: Target): [TokenType, ...TokenModifier[]] | undefined {
  switch (target.kind) {
    case 'entity': {
      const kind = project.entity(target.key)?.kind;
      return kind && kind !== 'scenario' ? [DECLARED[kind]] : undefined;
    }
    case 'local':
      return ['variable'];
    case 'message':
      return ['parameter'];
    case 'member':
    case 'field':
    case 'state':
      return ['property'];
    case 'key':
    case 'meta':
    case 'reason':
      return ['variable', 'readonly'];
    case 'symbol':
      return ['enumMember'];
    case 'query':
    case 'step':
      return ['function'];
    case 'builtin':
      return ['function', 'defaultLibrary'];
  }
}
