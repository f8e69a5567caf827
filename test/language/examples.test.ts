import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../language/check/diagnose.ts';
import { Project } from '../../language/model/project.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

describe.each(readdirSync(EXAMPLES))('examples/%s', (name) => {
  const folder = join(EXAMPLES, name);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.evflow'));
  const project = new Project();
  project.batch(() => {
    for (const file of files) project.setFile(file, readFileSync(join(folder, file), 'utf8'));
  });

  test.each(files)('%s has nothing to be said about it', (file) => {
    const found = diagnose(project, file).map(
      ({ code, message, span }) => `${code} ${message} (${project.file(file)?.text.slice(span.start, span.end)})`,
    );
    expect(found).toEqual([]);
  });
});
