import type { Name, Upcast } from '../../syntax/tree.ts';
import { versionText } from '../sourceFile.ts';
import type { DeclarationContext } from './context.ts';

/** Each `upcast` reads one earlier major that exists. */
export function checkUpcasts(cx: DeclarationContext): void {
  const { node } = cx.entity;
  if (node.kind !== 'message') return;
  const known = new Map<number, Upcast>();
  for (const upcast of node.members) {
    if (upcast.kind !== 'upcast' || !upcast.from) continue;
    const first = known.get(upcast.from.major);
    if (first) {
      const args = { what: 'upcast', name: `@${upcast.from.major}`, of: cx.entity.name, remove: undefined };
      cx.report('EVF2201', upcast.from, args, [cx.here(first.from!, 'the first one is here')]);
    } else known.set(upcast.from.major, upcast);
    checkFrom(cx, upcast, upcast.from);
  }
}

function checkFrom(cx: DeclarationContext, upcast: Upcast, from: NonNullable<Upcast['from']>): void {
  const { entity, project } = cx;
  const version = entity.version!;
  const versions = project.declared(entity.qualifiedName).filter((other) => other.version?.major === from.major);
  const newest = versions.at(-1);
  const why =
    from.major >= version.major
      ? `only a major below ${version.major} can be read as @${versionText(version)}`
      : !newest
        ? `there is no ${entity.name}@${from.major}`
        : from.minor !== undefined
          ? `every @${from.major} is first read as its newest minor; \`from @${from.major}\` says that`
          : undefined;
  if (why !== undefined) {
    cx.report('EVF2206', from, {
      message: `${entity.name}@${versionText(version)}`,
      from: `@${versionText(from)}`,
      why,
    });
  }
  if (newest && from.major < version.major) cx.target(from, { kind: 'entity', key: newest.key });
  for (const field of upcast.fields) bindField(cx, field.name);
}

function bindField(cx: DeclarationContext, name: Name): void {
  const shape = cx.project.shapeOf(cx.entity)?.shape;
  const field = shape?.kind === 'record' ? shape.fields.find((candidate) => candidate.name === name.text) : undefined;
  if (field) cx.target(name, { kind: 'member', field: field.node, uri: cx.entity.file.uri });
}
