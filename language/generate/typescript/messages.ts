import type { Entity } from '../../model/entities.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import { comment, jsDoc } from './docs.ts';
import type { Module } from './module.ts';
import { quote } from './names.ts';
import type { SchemaNames } from './schemas.ts';
import { enumText, recordText, unionText } from './types.ts';
import { upcastText } from './upcasts.ts';

/** A record, enum or union as types. */
export function typeDeclaration(module: Module, entity: Entity): string {
  const shape = module.generation.project.shape(entity.key);
  if (!shape) return '';
  const doc = jsDoc(entity.file, entity.node);
  const sides = module.generation.withDefaults.has(entity.key) ? (['data', 'input'] as const) : (['data'] as const);
  return sides
    .map((side) => {
      const place = { module, side, file: entity.file };
      const name = module.name(entity.key, side);
      if (shape.kind === 'record') return `${doc}export interface ${name} ${recordText(place, shape)}\n`;
      return `${doc}export type ${name} = ${shape.kind === 'enum' ? enumText(shape) : unionText(place, shape)};\n`;
    })
    .join('\n');
}

/** A version of a message: its data, its envelope, and what reads and writes it. */
export function messageDeclaration(module: Module, version: MessageVersion, schemas: SchemaNames): string {
  const { key, shape, entity } = version;
  const data = module.name(key, 'data');
  const hasInput = module.generation.withDefaults.has(key);
  const input = hasInput ? module.name(key, 'input') : data;
  const doc = jsDoc(entity.file, entity.node);
  const place = { module, side: 'data' as const, file: entity.file };
  const wire = `${quote(version.wireName)}, ${quote(versionText(version))}`;
  const parts = [`${doc}export interface ${data} ${recordText(place, shape)}\n`];
  if (hasInput) {
    parts.push(`${doc}export interface ${input} ${recordText({ ...place, side: 'input' }, shape)}\n`);
  }
  parts.push(`export type ${module.name(key, 'message')} = evflow.Envelope<${wire}, ${data}>;\n`);
  const types = wireNames(module, version).map(quote).join(', ');
  parts.push(
    `${doc}export const ${data}: evflow.MessageVersion<${wire}, ${data}, ${input}> = evflow.message({\n` +
      `  type: ${quote(version.wireName)},\n  types: [${types}],\n  version: ${quote(versionText(version))},\n` +
      `  schema: schemas.${schemas.get(key)},\n  routes: [${routesText(module, version)}],\n});\n`,
  );
  return parts.join('\n');
}

/** What the versions of a message are called on the wire, this one first. */
function wireNames(module: Module, { qualifiedName, wireName }: MessageVersion): readonly string[] {
  const versions = module.generation.project.message(qualifiedName)?.versions ?? [];
  return [...new Set([wireName, ...versions.map((version) => version.wireName)])];
}

/** All versions of a message as one type. */
export function unionDeclaration(module: Module, qualifiedName: string): string {
  const versions = module.generation.project.message(qualifiedName)?.versions ?? [];
  const members = versions.map(({ key }) => module.name(key, 'message'));
  const doc = comment([`Any version of ${versions[0]?.name}; \`eventVersion\` says which.`]);
  return `${doc}export type ${module.name(qualifiedName, 'union')} = ${members.join(' | ') || 'never'};\n`;
}

function routesText(module: Module, version: MessageVersion): string {
  const routes = module.generation.routesTo(version);
  const texts = routes.flatMap(({ majors, via, upcast }) => {
    const text = upcast && upcastText(module.generation, version, via, upcast);
    if (upcast && text === undefined) return [];
    const conversion = text === undefined ? '' : `, upcast: ${text}`;
    return [`\n    { majors: [${majors.join(', ')}], via: () => ${module.name(via.key, 'data')}${conversion} },`];
  });
  return texts.length > 0 ? `${texts.join('')}\n  ` : '';
}

export function versionText({ version }: Pick<MessageVersion, 'version'>): string {
  return `${version.major}.${version.minor}`;
}
