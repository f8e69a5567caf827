import { KNOWN_ANNOTATIONS } from '../../../language/model/annotations.ts';
import { GUARANTEES } from '../../../language/model/parts.ts';
import type { Project } from '../../../language/model/project.ts';
import type { Context } from './context.ts';
import { olderNames, otherwiseSymbols, pathFields, targets, upcastFields } from './declared.ts';
import type { GrammarNode } from './ebnf.ts';
import { builtInTypes, isAsked, namesFor, namesOf, namespaces, newVersions, used, versions } from './names.ts';
import { wordsAfter } from './recognizer.ts';
import { keywordSuggestions, type Suggestion } from './suggestion.ts';
import { entriesAt, membersAt, placesAt, valuesAt } from './values.ts';

type Source = (project: Project, context: Context) => Suggestion[];

/** What is offered where a name stands for something, by what it stands for. A new name is the writer's. */
const SOURCES: Readonly<Record<string, Source>> = {
  new: () => [],
  annotation: () => keywordSuggestions(KNOWN_ANNOTATIONS, 'annotation'),
  guarantee: () => keywordSuggestions(GUARANTEES),
  '.guarantee': () => [],
  namespace: (project) => namespaces(project, ''),
  '.namespace': namesOf('namespace'),
  use: used,
  '.use': used,
  symbol: otherwiseSymbols,
  was: olderNames,
  upcastField: upcastFields,
  field: pathFields,
  '.field': pathFields,
  step: targets,
  value: valuesAt,
  place: placesAt,
  entry: entriesAt,
  member: membersAt,
};

/** What is offered behind an `@`. */
const VERSIONS: Readonly<Record<string, Source>> = { VERSION: versions, NEWVERSION: newVersions };

/** Everything that may be written at the cursor, each once. */
export function suggest(project: Project, context: Context): Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const node of context.expected) {
    for (const suggestion of suggestionsFor(project, context, node)) {
      const key = suggestion.insert ?? suggestion.label;
      if (!found.has(key)) found.set(key, suggestion);
    }
  }
  return [...found.values()];
}

function suggestionsFor(project: Project, context: Context, node: GrammarNode): Suggestion[] {
  const { kind, text } = node;
  if (context.isVersion) return VERSIONS[text]?.(project, context) ?? [];
  if (kind === 'word') return /^\w/.test(text) ? keywordSuggestions([[text, ...wordsAfter(node)].join(' ')]) : [];
  if (kind !== 'name') return [];
  const source = SOURCES[text];
  if (source) return source(project, context);
  if (text.startsWith('.')) return namesOf(text.slice(1))(project, context);
  return [...(text === 'type' ? builtInTypes() : []), ...(isAsked(text) ? namesFor(project, context.file, text) : [])];
}
