import type { ValueType } from '../../model/types.ts';
import { anyText, includes as includesTexts, type Texts, textsOf } from '../texts/texts.ts';
import type { Answer } from './answer.ts';
import { numbersWithin } from './numbers.ts';
import { certain, certainText, type Instance } from './smallest.ts';

/** Whether a reader takes every value that a type writes that is neither list nor object. */
export function leavesWithin(writer: ValueType, reader: ValueType, smallest: Instance): Answer {
  if (writer.kind === 'boolean')
    return reader.kind === 'boolean' ? { verdict: 'yes' } : { verdict: 'no', witness: smallest };
  if (writer.kind === 'json') return { verdict: 'no', witness: certain(reader.kind === 'boolean' ? 0 : false) };
  if (writer.kind === 'int' || writer.kind === 'double') return numbersWithin(writer, reader);
  const [written, read] = [textsOf(writer), textsRead(reader)];
  if (!written || !read) return { verdict: 'no', witness: smallest };
  const answer = includesTexts(written, read);
  return answer.verdict === 'no' ? { verdict: 'no', witness: certainText(answer.witness) } : answer;
}

/** The texts that a reader takes; undefined where it takes none. */
function textsRead(reader: ValueType): Texts | undefined {
  return reader.kind === 'enum' && reader.otherwise !== undefined ? anyText : textsOf(reader);
}

/** Whether two types without declarations in them are the same; false where it is not worth looking. */
export function isSameLeaf(a: ValueType, b: ValueType): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'string':
      return b.kind === 'string' && a.min === b.min && a.max === b.max && a.pattern === b.pattern;
    case 'int':
    case 'double':
      return (b.kind === 'int' || b.kind === 'double') && a.min === b.min && a.max === b.max;
    case 'long':
      return b.kind === 'long' && a.min === b.min && a.max === b.max;
    case 'decimal':
      return b.kind === 'decimal' && a.precision === b.precision && a.scale === b.scale;
    case 'enum':
      return (
        b.kind === 'enum' && a.symbols.length === b.symbols.length && a.symbols.every((one, i) => one === b.symbols[i])
      );
    case 'list':
    case 'map':
    case 'record':
    case 'union':
    case 'declared':
      return false;
    default:
      return true;
  }
}
