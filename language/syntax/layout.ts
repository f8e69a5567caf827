/**
 * A small document printer after Wadler ("A prettier printer") and Prettier: a document says where lines may
 * break, `render` decides where they do. Rendering keeps its own stack, so no document is too deep for it.
 */

export type Doc = string | readonly Doc[] | Line | Indent | Group | Choice | IfFlat | Verbatim | Break;

/** A line end, or `flat` where the group around it stays on one line and it is not `hard`. */
export interface Line {
  kind: 'line';
  flat: string;
  hard: boolean;
  /** Followed by an empty line, where it ends the line. */
  blank: boolean;
}
interface Indent {
  kind: 'indent';
  contents: Doc;
}
interface Group {
  kind: 'group';
  contents: Doc;
  breaks: boolean;
}
interface Choice {
  kind: 'choice';
  options: readonly Doc[];
  breaks: boolean;
}
interface IfFlat {
  kind: 'ifFlat';
  flat: Doc;
}
interface Verbatim {
  kind: 'verbatim';
  text: string;
}
interface Break {
  kind: 'break';
}

const INDENT = 2;

export const line: Line = { kind: 'line', flat: ' ', hard: false, blank: false };
export const softLine: Line = { kind: 'line', flat: '', hard: false, blank: false };
export const hardLine: Line = { kind: 'line', flat: '', hard: true, blank: false };
/** Breaks every group around it. */
export const breakParent: Break = { kind: 'break' };

/** The same line, followed by an empty one where it breaks. */
export const withBlank = (line: Line): Line => ({ ...line, blank: true });

export const indent = (contents: Doc): Indent => ({ kind: 'indent', contents });

/** Stays on one line if it fits and holds nothing that must break; else each of its own lines breaks. */
export const group = (contents: Doc): Group => ({ kind: 'group', contents, breaks: mustBreak(contents) });

/**
 * The first of the options that fits when all its lines but the hard ones stay flat, else the last one, broken.
 * The first is without hard lines of its own; where it holds something that must break, the last is taken.
 */
export const choice = (...options: [Doc, ...Doc[]]): Choice => ({
  kind: 'choice',
  options,
  breaks: mustBreak(options[0]),
});

/** Printed where the group around it stays on one line. */
export const ifFlat = (flat: Doc): IfFlat => ({ kind: 'ifFlat', flat });

/** Text of several lines, printed as it is, without indentation. */
export const verbatim = (text: string): Verbatim => ({ kind: 'verbatim', text });

function mustBreak(doc: Doc): boolean {
  if (typeof doc === 'string') return false;
  if (isList(doc)) return doc.some(mustBreak);
  switch (doc.kind) {
    case 'line':
      return doc.hard;
    case 'indent':
      return mustBreak(doc.contents);
    case 'group':
    case 'choice':
      return doc.breaks;
    case 'ifFlat':
      return false;
    case 'verbatim':
    case 'break':
      return true;
  }
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

interface Task {
  doc: Doc;
  indent: number;
  flat: boolean;
}

/** Prints a document, lines no longer than `width` columns (UTF-16 units) where that can be had; ends lines with `\n`. */
export function render(doc: Doc, width: number): string {
  let out = '';
  let lineStart = 0;
  const tasks: Task[] = [{ doc, indent: 0, flat: false }];
  const fitsHere = (task: Task) => fits(task, tasks, out.length - lineStart, width);

  for (let task = tasks.pop(); task; task = tasks.pop()) {
    const { doc, indent, flat } = task;
    if (typeof doc === 'string') {
      out += doc;
    } else if (isList(doc)) {
      pushAll(tasks, doc, indent, flat);
    } else if (doc.kind === 'line') {
      if (flat && !doc.hard) {
        out += doc.flat;
      } else {
        out += doc.blank ? '\n\n' : '\n';
        lineStart = out.length;
        out += ' '.repeat(indent);
      }
    } else if (doc.kind === 'indent') {
      tasks.push({ doc: doc.contents, indent: indent + INDENT, flat });
    } else if (doc.kind === 'group') {
      const onOneLine = { doc: doc.contents, indent, flat: true };
      tasks.push(flat || (!doc.breaks && fitsHere(onOneLine)) ? onOneLine : { ...onOneLine, flat: false });
    } else if (doc.kind === 'choice') {
      tasks.push(choose(doc, task, fitsHere));
    } else if (doc.kind === 'ifFlat') {
      if (flat) tasks.push({ doc: doc.flat, indent, flat });
    } else if (doc.kind === 'verbatim') {
      out += doc.text;
      lineStart = out.lastIndexOf('\n') + 1;
    }
  }
  return out;
}

function choose(doc: Choice, { indent, flat }: Task, fitsHere: (task: Task) => boolean): Task {
  const tries = doc.options.map((option) => ({ doc: option, indent, flat: true }));
  const last = doc.options.length - 1;
  const chosen = flat ? 0 : doc.breaks ? last : tries.findIndex((task, i) => i === last || fitsHere(task));
  return { ...tries[chosen]!, flat: flat || chosen !== last };
}

/** Whether what `first` holds, and what follows up to the next place where a line may end, fits. */
function fits(first: Task, rest: readonly Task[], column: number, width: number): boolean {
  let room = width - column;
  let next = rest.length;
  const tasks: Task[] = [first];
  while (room >= 0) {
    const task = tasks.pop() ?? rest[--next];
    if (!task) return true;
    const { doc, indent, flat } = task;
    if (typeof doc === 'string') {
      room -= doc.length;
    } else if (isList(doc)) {
      pushAll(tasks, doc, indent, flat);
    } else if (doc.kind === 'line') {
      if (!flat) return true;
      room = doc.hard ? width - indent : room - doc.flat.length;
    } else if (doc.kind === 'indent') {
      tasks.push({ doc: doc.contents, indent: indent + INDENT, flat });
    } else if (doc.kind === 'group') {
      tasks.push({ doc: doc.contents, indent, flat });
    } else if (doc.kind === 'choice') {
      if (!flat) return true;
      tasks.push({ doc: doc.options[0]!, indent, flat });
    } else if (doc.kind === 'ifFlat') {
      if (flat) tasks.push({ doc: doc.flat, indent, flat });
    } else if (doc.kind === 'verbatim') {
      return true;
    }
  }
  return false;
}

function pushAll(tasks: Task[], docs: readonly Doc[], indent: number, flat: boolean): void {
  for (let i = docs.length - 1; i >= 0; i--) tasks.push({ doc: docs[i]!, indent, flat });
}
