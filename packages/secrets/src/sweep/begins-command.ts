/** A here document whose body begins on the next line. */
interface HereDocument {
  end: string;
  /** `<<-` takes the tabs at the beginning of a line away. */
  stripsTabs: boolean;
}

/**
 * True when a command begins where this part of a shell's file ends, at the beginning of a line:
 * not amid quotes, a here document or a line that a backslash continues. In doubt it is false.
 *
 * @param before - the file up to there
 */
export function beginsCommand(before: string, syntax: 'sh' | 'fish'): boolean {
  let pending: HereDocument[] = [];
  let at = 0;
  while (at < before.length) {
    const character = before.charAt(at);
    let next = at + 1;
    if (character === '\\') {
      next = at + 2;
      // fish goes on with the line behind a comment that follows.
      const isUnclear = syntax === 'fish' && /^\n[ \t]*#/.test(before.slice(at + 1));
      if (next >= before.length || isUnclear) return false;
    } else if (isQuote(character, syntax)) {
      next = afterQuote(before, at, syntax);
    } else if (character === '#' && /^$|[\s;&|()]/.test(before.charAt(at - 1))) {
      next = endOfLine(before, at);
    } else if (syntax === 'sh' && before.startsWith('<<<', at)) {
      next = at + 3;
    } else if (syntax === 'sh' && before.startsWith('<<', at)) {
      const found = hereDocument(before.slice(at, endOfLine(before, at)));
      if (found === undefined) return false;
      pending.push(found);
      next = at + found.length;
    } else if (character === '\n') {
      for (const document of pending) next = afterDocument(before, next, document);
      pending = [];
    }
    if (next < 0) return false;
    at = next;
  }
  return at === before.length;
}

function isQuote(character: string, syntax: 'sh' | 'fish'): boolean {
  return character === '"' || character === "'" || (character === '`' && syntax === 'sh');
}

/** Behind the closing quote; negative when there is none, or when it cannot be told. */
function afterQuote(text: string, start: number, syntax: 'sh' | 'fish'): number {
  const quote = text.charAt(start);
  const isAnsi = quote === "'" && text.charAt(start - 1) === '$';
  const hasEscapes = quote !== "'" || isAnsi || syntax === 'fish';
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && hasEscapes) at += 1;
    else if (character === quote) return at + 1;
    // A command within the quotes has quotes and here documents of its own.
    else if (quote !== "'" && /^(?:<<|[`"])/.test(text.slice(at, at + 2))) return -1;
  }
  return -1;
}

function hereDocument(rest: string): (HereDocument & { length: number }) | undefined {
  const match = /^<<(-?)[ \t]*(?:'([^']+)'|"([^"]+)"|\\?([\w.!@%^-]+)(?=[\s;&|<>()]|$))/.exec(rest);
  if (match === null) return undefined;
  const [whole, dash, single, double, bare] = match;
  const end = single ?? double ?? (bare as string);
  return { end, stripsTabs: dash === '-', length: whole.length };
}

/** The beginning of the line behind the body; negative when the body has no end. */
function afterDocument(text: string, start: number, { end, stripsTabs }: HereDocument): number {
  for (let at = start; at >= 0 && at < text.length;) {
    const lineEnd = endOfLine(text, at);
    const line = text.slice(at, lineEnd);
    if ((stripsTabs ? line.replace(/^\t+/, '') : line) === end) return lineEnd + 1;
    at = lineEnd + 1;
  }
  return -1;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
