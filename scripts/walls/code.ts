/** What a source file says once comments and the contents of its literals are left out. */
export interface Code {
  /** As long as the source, each left-out character a space, so that offsets stay. */
  readonly text: string;
  /** The modules it imports or re-exports from, types and dynamic imports included. */
  readonly imports: readonly Import[];
}

export interface Import {
  readonly module: string;
  readonly offset: number;
}

const TOKEN =
  /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`|[{}]|\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/g;

/** Where a slash begins a regular expression and does not divide. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|=>|\b(?:return|typeof|case|in|of|else|void|await|yield))\s*$/;

const BEFORE_MODULE = /(?:\bfrom|\bimport|\bimport\s*\()\s*$/;

/** Reads TypeScript just well enough for rules about imports and globals. */
export function readCode(source: string): Code {
  const imports: Import[] = [];
  let text = '';
  let end = 0;
  /** For each open brace: does a template literal go on after it? */
  const braces: boolean[] = [];

  const keep = (until: number) => {
    text += source.slice(end, until);
    end = until;
  };
  const blank = (until: number) => {
    text += source.slice(end, until).replace(/[^\n]/g, ' ');
    end = until;
  };
  const template = (from: number) => {
    const close = /(?:\\[\s\S]|\$(?!\{)|[^\\$`])*(`|\$\{|$)/y;
    close.lastIndex = from;
    const delimiter = close.exec(source)?.[1];
    blank(close.lastIndex);
    if (delimiter === '${') braces.push(true);
  };

  for (;;) {
    TOKEN.lastIndex = end;
    const token = TOKEN.exec(source);
    if (!token) break;
    keep(token.index);
    const after = token.index + token[0].length;
    const first = token[0][0];
    if (first === '`') template(after);
    else if (first === '{') {
      braces.push(false);
      keep(after);
    } else if (first === '}') {
      if (braces.pop()) template(after);
      else keep(after);
    } else if (first === '/' && !/^\/[/*]/.test(token[0]) && !BEFORE_REGEX.test(text)) {
      keep(token.index + 1);
    } else {
      if ((first === "'" || first === '"') && BEFORE_MODULE.test(text.slice(-200))) {
        imports.push({ module: token[0].slice(1, -1), offset: token.index });
      }
      blank(after);
    }
  }
  keep(source.length);
  return { text, imports };
}
