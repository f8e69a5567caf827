import path from 'node:path';

/**
 * The parts of the house and what each may import from the others; ARCHITECTURE.md says why. A part is a folder, the
 * longest that fits counts.
 */
const PARTS: Record<string, readonly string[]> = {
  'language/syntax': [],
  'language/model': ['language/syntax'],
  'language/check': ['language/syntax', 'language/model', 'language/evolve'],
  'language/evolve': ['language/syntax', 'language/model', 'language/generate', 'language/run'],
  'language/generate': ['language/syntax', 'language/model'],
  'language/run': ['language/syntax', 'language/model'],
  'language/engines': ['language/syntax', 'language/model', 'language/run'],
  'language/node': ['language'],
  'language/cli': ['language'],
  language: ['language'],
  server: ['server', 'language'],
  client: ['client'],
  scripts: ['scripts', 'test', 'language'],
  test: ['test', 'scripts', 'language', 'server'],
};

/** Packages that only one part may import. */
const RESERVED: readonly { packages: RegExp; parts: RegExp; name: string }[] = [
  { name: 'the editor', packages: /^vscode$/, parts: /^(client|test\/vscode)\// },
  { name: "the editor's client", packages: /^vscode-languageclient(\/|$)/, parts: /^client\// },
  {
    name: 'protocol types',
    packages: /^(vscode-languageserver[\w-]*|vscode-jsonrpc|@vscode\/debug(adapter|protocol))(\/|$)/,
    parts: /^(server|test)\//,
  },
];

/** Where in `language` Node's own modules and the world's clock, chance and timers may be used. */
const NODE_ENTRY = /^language\/(cli|engines|node)\//;

/** True for a test or a fixture, which may reach across walls to build what it needs, but not to the editor. */
export const isTest = (file: string): boolean => /\.(test|fixture)\.ts$/.test(file);

export const partOf = (file: string): string | undefined =>
  Object.keys(PARTS)
    .filter((part) => file.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];

/** True for a file that must give the same result whenever and wherever it runs. */
export const isPure = (file: string): boolean =>
  file.startsWith('language/') && !NODE_ENTRY.test(file) && !isTest(file);

/**
 * Why a file may not import a module; undefined where it may.
 * @param file path in the checkout
 * @param module as written in the import
 */
export function forbidden(file: string, module: string): string | undefined {
  if (module.startsWith('.')) return forbiddenFile(file, path.posix.join(path.posix.dirname(file), module));
  const reserved = RESERVED.find(({ packages, parts }) => packages.test(module) && !parts.test(file));
  if (reserved) return `${reserved.name} (${module}) may not be imported here`;
  if (module.startsWith('node:') && isPure(file)) {
    return `${module} may only be imported in language/cli, language/engines and language/node`;
  }
  return undefined;
}

function forbiddenFile(file: string, target: string): string | undefined {
  const from = partOf(file);
  const to = partOf(target);
  if (!from || !to || from === to || isTest(file)) return undefined;
  const allowed = PARTS[from] ?? [];
  return allowed.some((part) => to === part || to.startsWith(`${part}/`)) ? undefined : `${from} may not import ${to}`;
}
