import type { RegistryReport, SubjectReport } from './check.ts';
import type { RegisteredSchema, Registration } from './register.ts';

/** A report for a person; as JSON it prints as it is. */
export function registryText({ registry, format, subjects }: RegistryReport): string {
  const counts = counted(subjects.map(({ status }) => status));
  return [...subjects.map(subjectText), `${registry} (${format}): ${counts}`].join('\n');
}

/** What was registered, for a person. */
export function registrationText({ registry, format, schemas }: Registration): string {
  const told = schemas.filter(({ status }) => status !== 'known');
  const counts = counted(schemas.map(({ status }) => status));
  return [...told.map(schemaText), `${registry} (${format}): ${counts}`].join('\n');
}

function subjectText({ subject, message, status, mode, messages, notes }: SubjectReport): string {
  const under = mode === undefined ? '' : ` under ${mode}`;
  return [
    `${subject}: ${message} is ${status}${under}`,
    ...messages.map((one) => `  ${one}`),
    ...notes.map((one) => `  note: ${one}`),
  ].join('\n');
}

function schemaText({ subject, key, status, why }: RegisteredSchema): string {
  return `${subject}: ${key} is ${status}${why ? `\n  ${why}` : ''}`;
}

/** `2 compatible, 1 not registered`, in order of the first of each. */
function counted(words: readonly string[]): string {
  const kinds = [...new Set(words)];
  return kinds.map((kind) => `${words.filter((word) => word === kind).length} ${kind}`).join(', ') || 'no messages';
}
