import { avroSchemaOf, avroText } from '../../generate/avro/index.ts';
import { type Elsewhere, type ExportProblem, NOTHING_ELSEWHERE, recordName } from '../../generate/exported.ts';
import { jsonSchemaOf, referenceTo } from '../../generate/jsonSchema/index.ts';
import type { Project } from '../../model/project.ts';
import { declaredType, reach } from '../../model/schema/shapes.ts';
import type { RegistrySchema } from './client.ts';

export const SCHEMA_FORMATS = ['json-schema', 'avro'] as const;
export type SchemaFormat = (typeof SCHEMA_FORMATS)[number];

/** A declared type's schema as a registry takes it. */
export interface Prepared {
  readonly schemaType: RegistrySchema['schemaType'];
  readonly schema: string;
  /** Keys of the types that it names without defining them. */
  readonly references: readonly string[];
  readonly problems: readonly ExportProblem[];
}

export function prepared(project: Project, key: string, format: SchemaFormat, elsewhere = NOTHING_ELSEWHERE): Prepared {
  if (format === 'avro') {
    const { schema, ...rest } = avroSchemaOf(project, key, elsewhere);
    return { schemaType: 'AVRO', schema: avroText(schema), ...rest };
  }
  const { schema, ...rest } = jsonSchemaOf(project, key, elsewhere);
  return { schemaType: 'JSON', schema: JSON.stringify(schema), ...rest };
}

/** A schema that refers to nothing else in the registry. */
export function wholeSchema(project: Project, key: string, format: SchemaFormat): RegistrySchema {
  const { schemaType, schema } = prepared(project, key, format);
  return { schemaType, schema, references: [] };
}

/** What a schema calls a type that is registered by itself. */
export function referenceName(key: string, format: SchemaFormat): string {
  return format === 'avro' ? recordName(key) : referenceTo(key);
}

/**
 * The declared types that a message uses and that can be registered by themselves: not what uses itself, as nothing can be
 * registered before it is, and in Avro no union, as it has no name.
 */
export function shareable(project: Project, message: string, format: SchemaFormat): Elsewhere {
  const used = reach(project, declaredType(message)).keys.filter((key) => key !== message);
  return new Set(used.filter((key) => canStandAlone(project, key, format)));
}

function canStandAlone(project: Project, key: string, format: SchemaFormat): boolean {
  const shape = project.shape(key);
  if (!shape || (format === 'avro' && shape.kind === 'union')) return false;
  const parts = reach(project, declaredType(key)).keys.filter((part) => part !== key);
  return parts.every((part) => !reach(project, declaredType(part)).keys.includes(key));
}
