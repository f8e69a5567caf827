import type { Feature } from './feature.ts';
import { codeActions } from './features/codeActions.ts';
import { codeLens } from './features/codeLens.ts';
import { compareVersions } from './features/compareVersions.ts';
import { completion } from './features/completion.ts';
import { documentSymbols } from './features/documentSymbols.ts';
import { formatting } from './features/formatting.ts';
import { generate } from './features/generate.ts';
import { hover } from './features/hover.ts';
import { navigation } from './features/navigation.ts';
import { runScenarios } from './features/runScenarios.ts';
import { semanticTokens } from './features/semanticTokens.ts';

/** All that the server can do; a feature is one file and one line here. */
export const features: readonly Feature[] = [
  codeActions,
  codeLens,
  compareVersions,
  completion,
  documentSymbols,
  formatting,
  generate,
  hover,
  navigation,
  runScenarios,
  semanticTokens,
];
