import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{language,server,client,scripts,media,test}/**/*.test.ts'],
    // Speed is never a test's concern: machines are shared. What hangs ends all the same.
    testTimeout: 60_000,
    exclude: ['**/node_modules/**', '**/dist/**', 'test/vscode/**'],
  },
});
