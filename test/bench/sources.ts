/** A module of generated source; every field's type is an entity of this module or the one before. */
export interface Module {
  readonly name: string;
  readonly entities: readonly {
    readonly name: string;
    readonly fields: readonly { readonly name: string; readonly type: string }[];
  }[];
}

const ENTITIES = 20;
const FIELDS = 5;

/** The same for the same count. */
export function modules(count: number): Module[] {
  return Array.from({ length: count }, (_, module) => ({
    name: `m${module}`,
    entities: Array.from({ length: ENTITIES }, (_, entity) => ({
      name: `E${module}x${entity}`,
      fields: Array.from({ length: FIELDS }, (_, field) => ({
        name: `field${field}`,
        type: typeOf(module, entity, field),
      })),
    })),
  }));
}

/** Fields point backwards, so that no value needs itself; the last one across modules. */
function typeOf(module: number, entity: number, field: number): string {
  if (field === FIELDS - 1 && module > 0) return `E${module - 1}x${entity}`;
  return field === 0 && entity > 0 ? `E${module}x${entity - 1}` : 'string';
}

/** The modules' project in evflow: records in one namespace, one event for each module. */
export function asEvflow({ name, entities }: Module): string {
  const records = entities.map(
    (entity) =>
      `/// An entity.\nrecord ${entity.name} {\n${entity.fields.map((field) => `  ${field.name}?: ${field.type}`).join('\n')}\n}\n`,
  );
  const last = entities.at(-1)?.name;
  return `namespace bench\n\n${records.join('\n')}
event ${last}Changed { id: uuid, value: ${last} }

service ${name}Service {
  publishes ${last}Changed
  consumer ${name}Consumer { idempotent, on ${last}Changed }
}
`;
}

/** The same in the language of `LANGIUM_GRAMMAR`. */
export function asEntities({ entities }: Module): string {
  return entities
    .map(
      (entity) =>
        `/** An entity. */\nentity ${entity.name} {\n${entity.fields.map((field) => `  ${field.name}: ${field.type}`).join('\n')}\n}\n`,
    )
    .join('\n');
}

/** A language of entities as Langium's tutorials have it: declarations, fields, cross-references. */
export const LANGIUM_GRAMMAR = `
grammar Entities
entry Model: elements+=Entity*;
Entity: 'entity' name=ID '{' fields+=Field* '}';
Field: name=ID ':' (primitive='string' | type=[Entity:ID]);
hidden terminal WS: /\\s+/;
terminal ID: /[_a-zA-Z][\\w_]*/;
hidden terminal ML_COMMENT: /\\/\\*[\\s\\S]*?\\*\\//;
`;
