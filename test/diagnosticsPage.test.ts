import { expect, test } from 'vitest';
import { isPageCurrent } from '../scripts/diagnosticsPage.ts';

test('the page of diagnostics is what the rules say; npm run docs writes it anew', () => {
  expect(isPageCurrent()).toBe(true);
});
