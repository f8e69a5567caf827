import { diagnose } from '../../../language/check/diagnose.ts';
import { projectOf } from '../harness.ts';

/** Whether somebody reads and says a message: what examples of versions leave open. */
export const OF_THE_WHOLE = ['EVF3001', 'EVF3002', 'EVF3011'];

/** What is found in a text, without those of the whole: code, what is underlined, message. */
export function found(source: string): string[] {
  const { project, snippet } = projectOf(source);
  return snippet.files.flatMap(({ uri, text }) =>
    diagnose(project, uri)
      .filter(({ code }) => !OF_THE_WHOLE.includes(code))
      .map(({ code, span, message }) => `${code} ${text.slice(span.start, span.end)}: ${message}`),
  );
}
