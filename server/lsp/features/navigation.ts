import type { Connection, Location } from 'vscode-languageserver';
import { definitionsOf, type Place, referencesTo, targetsAt } from '../../../language/model/navigation.ts';
import type { Project } from '../../../language/model/project.ts';
import { toRange } from '../convert.ts';
import { type Feature, type RequestedPlace, requestedPlace } from '../feature.ts';
import type { Workspace } from '../workspace.ts';

/** Go to definition, find all references, and the same name highlighted in one file. */
export const navigation: Feature = {
  capabilities: { definitionProvider: true, referencesProvider: true, documentHighlightProvider: true },
  register(connection: Connection, workspace: Workspace) {
    connection.onDefinition(async (params) => {
      const place = await requestedPlace(workspace, params);
      if (!place) return [];
      const { project, file, offset } = place;
      const places = targetsAt(project, file, offset).flatMap((found) => definitionsOf(project, file.uri, found));
      return locations(workspace, project, places);
    });
    connection.onReferences(async (params) => {
      const place = await requestedPlace(workspace, params);
      const { includeDeclaration } = params.context;
      return place ? locations(workspace, place.project, references(place, includeDeclaration)) : [];
    });
    connection.onDocumentHighlight(async (params) => {
      const place = await requestedPlace(workspace, params);
      if (!place) return [];
      const here = references(place, true).filter(({ uri }) => uri === place.file.uri);
      return here.map(({ span }) => ({ range: toRange(place.file, span) }));
    });
  },
};

function references({ project, file, offset }: RequestedPlace, withDeclarations: boolean): Place[] {
  return targetsAt(project, file, offset).flatMap(({ target }) =>
    referencesTo(project, file.uri, target, withDeclarations),
  );
}

function locations(workspace: Workspace, project: Project, places: Place[]): Location[] {
  return places.flatMap(({ uri, span }) => {
    const file = project.file(uri);
    return file ? [{ uri: workspace.asWritten(uri), range: toRange(file, span) }] : [];
  });
}
