import { parseDotenv } from '../import/dotenv.js';
import { beginsCommand } from './begins-command.js';

/** How a file sets variables of the environment. */
export type AssignmentSyntax = 'dotenv' | 'sh' | 'fish';

/** A variable whose whole value stands on one line, as every reader of the syntax reads it. */
export interface Assignment {
  variable: string;
  /** Of the value without its quotes, in bytes. */
  offset: number;
  length: number;
}

/** Why a value cannot be replaced by another without a doubt. */
export type AssignmentProblem =
  'comment' | 'line' | 'nested' | 'not-exported' | 'quoting' | 'repeated' | 'used';

/**
 * The assignment that a place in a file belongs to. Whatever programs could read in two ways is a
 * problem instead: escapes, expansions, a value of many lines, a here document. Pure.
 *
 * @param text - the file, one character for each byte (latin1)
 * @param at - a place in the value, in bytes
 */
export function findAssignment(
  text: string,
  at: number,
  syntax: AssignmentSyntax,
): Assignment | { problem: AssignmentProblem } {
  const lineStart = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  const nextLine = text.indexOf('\n', at);
  const line = text.slice(lineStart, nextLine < 0 ? text.length : nextLine).replace(/\r$/, '');
  if (/^\s*#/.test(line)) return { problem: 'comment' };
  const head = heads[syntax](line);
  if (head === undefined || line.includes('\r')) return { problem: 'line' };
  const found = valueAfter(line, head, syntax);
  if ('problem' in found) return found;
  const offset = lineStart + found.start;
  const assignment = { variable: head.variable, offset, length: found.value.length };
  if (at < offset || at >= offset + assignment.length) return { problem: 'line' };
  const place = { lineStart, value: found.value, isExported: head.isExported || found.isExported };
  const problem = problemOf(text, { ...place, variable: head.variable, syntax });
  return problem === undefined ? assignment : { problem };
}

interface Head {
  variable: string;
  length: number;
  isExported: boolean;
}

const heads: Record<AssignmentSyntax, (line: string) => Head | undefined> = {
  dotenv: (line) => {
    const match = /^(?:\xef\xbb\xbf)?[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*/.exec(line);
    if (match === null) return undefined;
    return { variable: match[1] as string, length: match[0].length, isExported: true };
  },
  sh: (line) => {
    const match = /^[ \t]*((?:export|(?:declare|typeset)[ \t]+-g?x)[ \t]+)?([A-Za-z_]\w*)=/.exec(
      line,
    );
    if (match === null) return undefined;
    const isExported = match[1] !== undefined;
    return { variable: match[2] as string, length: match[0].length, isExported };
  },
  fish: (line) => {
    const match = /^[ \t]*set[ \t]+((?:--?\w+[ \t]+)+)([A-Za-z_]\w*)[ \t]+/.exec(line);
    if (match === null) return undefined;
    const flags = (match[1] as string).trim().split(/[ \t]+/);
    const isSet = flags.every((flag) => /^(?:-[gUx]+|--(?:global|universal|export))$/.test(flag));
    if (!isSet) return undefined;
    const isExported = flags.some((flag) => flag === '--export' || /^-\w*x/.test(flag));
    return { variable: match[2] as string, length: match[0].length, isExported };
  },
};

interface FoundValue {
  /** In the line. */
  start: number;
  value: string;
  isExported: boolean;
}

function valueAfter(
  line: string,
  head: Head,
  syntax: AssignmentSyntax,
): FoundValue | { problem: AssignmentProblem } {
  const quote = /^["']/.exec(line.slice(head.length))?.[0] ?? '';
  const start = head.length + quote.length;
  const value = (quote === '' ? bare : inQuotes(quote)).exec(line.slice(start))?.[0] ?? '';
  const rest = line.slice(start + value.length);
  if (!rest.startsWith(quote)) return { problem: 'quoting' };
  const tail = tails[syntax].exec(rest.slice(quote.length));
  if (tail === null) return { problem: /^["'`$\\]/.test(rest) ? 'quoting' : 'line' };
  if (quote !== '' && !plain[syntax][quote as '"' | "'"].test(value)) return { problem: 'quoting' };
  const exported = tail[1];
  if (exported !== undefined && exported !== head.variable) return { problem: 'line' };
  return { start, value, isExported: exported !== undefined };
}

/** What may follow a value on its line. */
const tails: Record<AssignmentSyntax, RegExp> = {
  dotenv: /^[ \t]*(?:(?<=[ \t])#.*)?$/,
  sh: /^[ \t]*(?:;[ \t]*export[ \t]+(\w+)[ \t]*)?;?[ \t]*(?:(?<=[ \t;])#.*)?$/,
  fish: /^[ \t]*;?[ \t]*(?:(?<=[ \t;])#.*)?$/,
};

/** What no shell and no reader of a `.env` file takes for anything but itself. */
const bare = /^[A-Za-z0-9_./+:@%,-][A-Za-z0-9_./+:@%,=-]*/;

function inQuotes(quote: string): RegExp {
  return quote === '"' ? /^[ !#-~]*/ : /^[ -&(-~]*/;
}

/** What is the same with the quotes taken away, in printable ASCII. */
const plain: Record<AssignmentSyntax, Record<'"' | "'", RegExp>> = {
  dotenv: { '"': /^[^\\$`]+$/, "'": /^.+$/ },
  sh: { '"': /^[^\\$`!]+$/, "'": /^.+$/ },
  fish: { '"': /^[^\\$]+$/, "'": /^[^\\]+$/ },
};

interface Placed {
  variable: string;
  value: string;
  lineStart: number;
  isExported: boolean;
  syntax: AssignmentSyntax;
}

function problemOf(text: string, placed: Placed): AssignmentProblem | undefined {
  const { variable, lineStart, isExported, syntax } = placed;
  if (syntax === 'dotenv') {
    const problem = dotenvProblem(text, placed);
    if (problem !== undefined) return problem;
  } else if (!beginsCommand(text.slice(0, lineStart), syntax)) return 'nested';
  if (new RegExp(String.raw`\$\{?${variable}\b`).test(text)) return 'used';
  const exported = String.raw`^[ \t]*export[ \t]+(?:\w+[ \t]+)*${variable}(?:[ \t;#].*)?$`;
  if (isExported || (syntax === 'sh' && new RegExp(exported, 'm').test(text))) return undefined;
  return 'not-exported';
}

/** The parser of imports has to read the same value, on the same line. */
function dotenvProblem(text: string, { variable, value, lineStart }: Placed) {
  const utf8 = (part: string) =>
    Buffer.from(part, 'latin1')
      .toString('utf8')
      .replace(/^\ufeff/, '');
  const line = utf8(text.slice(0, lineStart)).split(/\r\n?|\n/).length;
  const { entries, problems } = parseDotenv(utf8(text));
  const entry = entries.find(({ name }) => name === variable);
  if (problems.some(({ severity, line: wrong }) => severity === 'fail' && wrong <= line)) {
    return 'nested';
  }
  if (entry === undefined || entry.line < line) return 'nested';
  if (entry.line > line) return 'repeated';
  return entry.value === value ? undefined : 'quoting';
}
