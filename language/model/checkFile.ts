import type { Name, QualifiedName, Use } from '../syntax/tree.ts';
import type { SourceFile } from './entities.ts';
import type { Project } from './project.ts';
import { dotted } from './sourceFile.ts';
import { Findings } from './structure.ts';

/** What `use` brings into a file. */
export function checkFile(project: Project, file: SourceFile): Findings {
  const findings = new Findings();
  for (const use of file.tree.uses) for (const used of namesOf(use)) bind(project, used, findings);
  return findings;
}

interface UsedName {
  readonly node: Name | QualifiedName;
  readonly whole: string;
}

function namesOf({ path, names }: Use): UsedName[] {
  if (!names) return [{ node: path, whole: dotted(path) }];
  return names.map((node) => ({ node, whole: `${dotted(path)}.${node.text}` }));
}

function bind(project: Project, { node, whole }: UsedName, findings: Findings): void {
  const entity = project.declared(whole).at(-1);
  if (entity) findings.targets.set(node, { kind: 'entity', key: entity.key });
}
