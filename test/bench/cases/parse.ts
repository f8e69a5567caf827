import { createServicesForGrammar } from 'langium/grammar';

import { asEntities, asEvflow, LANGIUM_GRAMMAR, modules } from '../sources.ts';

const SECONDS = 4;

/** Parses texts over and over. @returns MB (of UTF-16 code units) a second, the best second of all */
function megabytesPerSecond(texts: readonly string[], parseText: (text: string) => unknown): number {
  let best = 0;
  for (let second = 0; second < SECONDS; second++) {
    const end = performance.now() + 1000;
    const start = performance.now();
    let units = 0;
    for (let index = 0; performance.now() < end; index++) {
      const text = texts[index % texts.length] ?? '';
      parseText(text);
      units += text.length;
    }
    best = Math.max(best, units / 1e6 / ((performance.now() - start) / 1000));
  }
  return best;
}

async function langiumParser(): Promise<(text: string) => unknown> {
  const { parser } = await createServicesForGrammar({ grammar: LANGIUM_GRAMMAR });
  return (text) => parser.LangiumParser.parse(text);
}

const sources = modules(100);
const isLangium = process.argv[2] === 'langium';
console.log(
  megabytesPerSecond(
    sources.map(isLangium ? asEntities : asEvflow),
    isLangium ? await langiumParser() : (await import('../../../language/syntax/parse.ts')).parse,
  ),
);
