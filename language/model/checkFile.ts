import type { Declaration, Name, Node, QualifiedName, Span, Use } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';
import { declaredAt } from './declarations/context.ts';
import { checkEndless } from './declarations/endless.ts';
import type { SourceFile } from './entities.ts';
import { nearest } from './nearest.ts';
import { problem } from './problem.ts';
import type { Project } from './project.ts';
import { dotted } from './sourceFile.ts';
import { Findings } from './structure.ts';

/** What `use` brings into a file, and what its declarations are only together. */
export function checkFile(project: Project, file: SourceFile): Findings {
  const findings = new Findings();
  checkEdition(file, findings);
  checkUses(project, file, findings);
  checkEndless(project, file, findings);
  return findings;
}

/** The edition of the language that this evflow reads. */
const EDITION = 1;

function checkEdition({ tree: { edition } }: SourceFile, findings: Findings): void {
  if (!edition || edition.value === EDITION) return;
  findings.report(problem('EVF2012', edition, { edition: edition.value, known: EDITION }));
}

interface UsedName {
  /** What a reader sees as the name. */
  readonly node: Name | QualifiedName;
  readonly short: string;
  readonly whole: string;
  readonly last: Name;
  /** What a fix takes away. */
  readonly remove: Span;
}

function checkUses(project: Project, file: SourceFile, findings: Findings): void {
  const words = file.tree.uses.length > 0 ? wordsIn(file) : new Set<string>();
  const known = new Map<string, UsedName>();
  for (const used of file.tree.uses.flatMap(namesOf)) {
    const { node, short, whole, remove } = used;
    const entity = project.declared(whole).at(-1);
    if (!entity) {
      reportUnknown(project, used, findings);
      continue;
    }
    findings.targets.set(node, { kind: 'entity', key: entity.key });
    const first = known.get(short);
    const own = project.declared(file.namespace === '' ? short : `${file.namespace}.${short}`).at(-1);
    if (first) {
      const place = { uri: file.uri, span: first.node, label: 'the first `use` is here' };
      findings.report(problem('EVF2009', node, { name: short, whole, other: first.whole, remove }, [place]));
    } else if (own) {
      const related = own === entity ? [] : [declaredAt(own, `${short} of this namespace is declared here`)];
      findings.report(problem('EVF2009', node, { name: short, whole, other: own.qualifiedName, remove }, related));
    } else if (!words.has(short)) findings.report(problem('EVF2008', node, { name: short, remove }));
    if (!first) known.set(short, used);
  }
}

function namesOf(use: Use): UsedName[] {
  const { path, names } = use;
  const last = path.parts.at(-1);
  if (!names)
    return last && last.text !== '' ? [{ node: path, short: last.text, whole: dotted(path), last, remove: use }] : [];
  return names
    .filter(({ text }) => text !== '')
    .map((node) => ({
      node,
      short: node.text,
      whole: `${dotted(path)}.${node.text}`,
      last: node,
      remove: names.length > 1 ? node : use,
    }));
}

function reportUnknown(project: Project, { node, short, whole, last }: UsedName, findings: Findings): void {
  if (project.namesIn(whole).size > 0) {
    const args = { name: whole, found: 'a namespace', expected: `what you use of it, as in \`use ${whole}.{…}\`` };
    findings.report(problem('EVF2003', node, args));
    return;
  }
  const namespace = whole.slice(0, -short.length - 1);
  const there = [...project.namesIn(namespace)].map((name) => name.slice(namespace.length + 1));
  const elsewhere = [...project.wholeNames(short)].sort();
  const args = {
    name: whole,
    expected: 'a declaration',
    elsewhere,
    similar: nearest(short, there),
    known: there,
    replace: last,
    inUse: { path: node.kind === 'qualifiedName' ? node : undefined },
  };
  findings.report(problem('EVF2001', node, args));
}

const words = new WeakMap<Declaration, ReadonlySet<string>>();

/** Every word of a file that could be short for a whole name. */
function wordsIn(file: SourceFile): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { node } of file.entities) {
    let known = words.get(node);
    if (!known) words.set(node, (known = wordsOf(node)));
    for (const word of known) all.add(word);
  }
  return all;
}

function wordsOf(declaration: Declaration): Set<string> {
  const found = new Set<string>();
  walk(declaration, (node: Node) => {
    if (node.kind === 'qualifiedName' && node.parts.length === 1) found.add(node.parts[0]!.text);
    if (node.kind === 'nameExpression') found.add(node.name.text);
  });
  return found;
}
