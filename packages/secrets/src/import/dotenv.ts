export interface DotenvEntry {
  name: string;
  value: string;
  /** Where the entry begins, from 1. */
  line: number;
}

export interface DotenvProblem {
  /** `fail`: the text cannot be trusted. `warn`: programs differ in what they read here. */
  severity: 'fail' | 'warn';
  line: number;
  /** Never holds any of the text, which may be a value. */
  message: string;
  /** Which entry a warning is about. */
  name?: string;
}

export interface DotenvFile {
  /** One for each name, in the order of the text. */
  entries: DotenvEntry[];
  problems: DotenvProblem[];
}

/**
 * Reads the text of a `.env` file as npm's `dotenv` does, and evaluates nothing. Where that would
 * pass over a line, or would read another value than a shell, there is a problem that says so; of
 * a name that is there twice the last value counts. Never throws.
 */
export function parseDotenv(text: string): DotenvFile {
  const source = text.replace(/\r\n?/g, '\n');
  const entries = new Map<string, DotenvEntry>();
  const problems: DotenvProblem[] = [];
  let line = 1;
  for (let at = 0; at < source.length;) {
    const start = at;
    const statement = source.slice(at, endOfLine(source, at));
    if (/^\s*(?:#|$)/.test(statement)) {
      at += statement.length + 1;
      line += 1;
      continue;
    }
    const head = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*/.exec(statement);
    if (head === null) {
      problems.push({ severity: 'fail', line, message: 'expected NAME=value' });
      at += statement.length + 1;
    } else {
      const name = head[1] as string;
      const { value, end, notes, failure } = readValue(source, at + head[0].length);
      if (failure !== undefined) problems.push({ severity: 'fail', line, message: failure });
      const earlier = entries.get(name);
      if (earlier !== undefined) {
        notes.push(`it is there twice: this value counts, and not that of line ${earlier.line}`);
        entries.delete(name);
      }
      for (const message of notes) problems.push({ severity: 'warn', line, message, name });
      entries.set(name, { name, value, line });
      at = end + 1;
    }
    line += countLines(source, start, at);
  }
  // A warning about a value that does not count would only confuse.
  const counts = ({ name, line }: DotenvProblem) =>
    name === undefined || entries.get(name)?.line === line;
  return { entries: [...entries.values()], problems: problems.filter(counts) };
}

interface ReadValue {
  value: string;
  /** The end of the line on which the value ends. */
  end: number;
  notes: string[];
  failure?: string;
}

function readValue(source: string, start: number): ReadValue {
  const quote = source[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') return readBare(source, start);
  const close = closingQuote(source, start, quote);
  if (close < 0) {
    const failure = `the quote ${quote} is not closed`;
    return { value: '', end: source.length, notes: [], failure };
  }
  const end = endOfLine(source, close);
  const raw = source.slice(start + 1, close);
  const notes = quote === "'" ? [] : evaluationNotes(raw);
  if (quote === '"' && /\\["\\$]/.test(raw)) notes.push(escapeNote);
  const value = quote === '"' ? raw.replace(/\\([nr"\\$])/g, unescape) : raw;
  if (/^\s*(?:#|$)/.test(source.slice(close + 1, end))) return { value, end, notes };
  return { value, end, notes, failure: `only a comment may follow the closing ${quote}` };
}

/** A value without quotes: it ends with its line, or at a # that follows a blank. */
function readBare(source: string, start: number): ReadValue {
  const end = endOfLine(source, start);
  const raw = source.slice(start, end);
  const comment = raw.startsWith('#') ? 0 : raw.search(/\s#/);
  const value = (comment < 0 ? raw : raw.slice(0, comment)).trim();
  const notes = evaluationNotes(value);
  if (value.includes('#')) notes.push(hashNote);
  return { value, end, notes };
}

function closingQuote(source: string, start: number, quote: string): number {
  if (quote !== '"') return source.indexOf(quote, start + 1);
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '"') return at;
  }
  return -1;
}

const escapes: Record<string, string> = { n: '\n', r: '\r' };

function unescape(_all: string, character: string): string {
  return escapes[character] ?? character;
}

const escapeNote =
  'its escapes \\" \\\\ \\$ are read as a shell reads them; some programs keep the backslash';
const hashNote = 'its # belongs to the value, as in a shell; some programs end the value there';
const evaluationNote =
  'it looks like a variable or a command ($… or `…`), and is stored as it is written';

function evaluationNotes(raw: string): string[] {
  return /(?<!\\)(?:\$[({A-Za-z_]|`)/.test(raw) ? [evaluationNote] : [];
}

function endOfLine(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
}

function countLines(source: string, from: number, to: number): number {
  let count = 0;
  for (let at = source.indexOf('\n', from); at >= 0 && at < to; count++) {
    at = source.indexOf('\n', at + 1);
  }
  return count;
}
