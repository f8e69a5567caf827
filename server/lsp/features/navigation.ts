import type { Connection, Location } from 'vscode-languageserver';
import { declarationsOf, type Place, referencesTo, targetAt } from '../../../language/model/navigation.ts';
import type { Project } from '../../../language/model/project.ts';
import { toRange } from '../convert.ts';
import { type Feature, requestedPlace } from '../feature.ts';
import type { Workspace } from '../workspace.ts';

/** Go to definition, find all references, and the same name highlighted in one file. */
export const navigation: Feature = {
  capabilities: { definitionProvider: true, referencesProvider: true, documentHighlightProvider: true },
  register(connection: Connection, workspace: Workspace) {
    connection.onDefinition(async (params) => {
      const place = await requestedPlace(workspace, params);
      const found = place && targetAt(place.project, place.file, place.offset);
      return found
        ? locations(workspace, place.project, declarationsOf(place.project, place.file.uri, found.target))
        : [];
    });
    connection.onReferences(async (params) => {
      const place = await requestedPlace(workspace, params);
      const found = place && targetAt(place.project, place.file, place.offset);
      return found
        ? locations(workspace, place.project, referencesTo(place.project, place.file.uri, found.target))
        : [];
    });
    connection.onDocumentHighlight(async (params) => {
      const place = await requestedPlace(workspace, params);
      const found = place && targetAt(place.project, place.file, place.offset);
      if (!found) return [];
      const { project, file } = place;
      return referencesTo(project, file.uri, found.target)
        .filter(({ uri }) => uri === file.uri)
        .map(({ span }) => ({ range: toRange(file, span) }));
    });
  },
};

function locations(workspace: Workspace, project: Project, places: Place[]): Location[] {
  return places.flatMap(({ uri, span }) => {
    const file = project.file(uri);
    return file ? [{ uri: workspace.asWritten(uri), range: toRange(file, span) }] : [];
  });
}
