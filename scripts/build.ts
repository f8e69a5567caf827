import { globSync } from 'node:fs';
import { type BuildOptions, build as esbuild } from 'esbuild';
import { inRoot, root } from './paths.ts';

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22',
  sourcemap: 'linked',
  logLevel: 'warning',
  // Some packages' `main` is UMD, which hides its `require` calls from the bundler.
  mainFields: ['module', 'main'],
};

/** What VS Code loads: CommonJS, so `.cjs` beside a package.json that says "module". */
const extension: BuildOptions = {
  ...common,
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  entryPoints: {
    client: 'client/extension.ts',
    server: 'server/lsp/main.ts',
    debugAdapter: 'server/dap/main.ts',
    scenarioWorker: 'server/lsp/scenarioWorker.ts',
  },
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  external: ['vscode'],
};

/** The command line finds its packages beside it, as any npm package does. */
const commandLine: BuildOptions = {
  ...common,
  format: 'esm',
  outdir: 'language/dist',
  entryPoints: { cli: 'language/cli/main.ts' },
  packages: 'external',
};

/** One file for each test file, so that mocha loads them itself. */
const suite = (): BuildOptions => ({
  ...common,
  format: 'cjs',
  outdir: 'dist/test',
  outExtension: { '.js': '.cjs' },
  entryPoints: ['test/vscode/index.ts', ...globSync('test/vscode/*.test.ts', { cwd: root })],
  external: ['vscode', 'mocha'],
});

/** Bundles the extension, the command line and the suite that runs inside VS Code. Throws when one does not build. */
export async function build(options: { minify?: boolean } = {}): Promise<void> {
  const { minify = false } = options;
  const shipped = minify ? { minify, sourcemap: false as const } : {};
  await Promise.all([esbuild({ ...extension, ...shipped }), esbuild(commandLine), esbuild(suite())]);
}

export async function main(): Promise<number> {
  const start = performance.now();
  await build();
  console.log(`Built ${inRoot('dist')} in ${Math.round(performance.now() - start)} ms`);
  return 0;
}
