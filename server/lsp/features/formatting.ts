import { print } from '../../../language/syntax/print.ts';
import { toRange } from '../convert.ts';
import { type Feature, requestedFile } from '../feature.ts';

/** Formats a document; one with syntax errors is left as it is. */
export const formatting: Feature = {
  capabilities: { documentFormattingProvider: true },
  register(connection, workspace) {
    connection.onDocumentFormatting(async (params) => {
      const found = await requestedFile(workspace, params);
      if (!found) return [];
      const { file } = found;
      if (file.errors.length > 0) return [];
      const formatted = print(file.tree, file.text);
      if (formatted === file.text) return [];
      return [{ range: toRange(file, { start: 0, end: file.text.length }), newText: formatted }];
    });
  },
};
