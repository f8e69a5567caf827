import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{language,server,client,scripts,media,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/vscode/**'],
  },
});
