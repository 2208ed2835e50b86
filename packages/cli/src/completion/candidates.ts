import { auditEvents } from '@aim/core';
import type { KnownName, NameKind } from '@aim/services';
import { commandTable, globalOptions } from '../commands/table.js';
import type { CommandSpec, OptionSpec } from '../commands/types.js';
import { shells } from './shells.js';

/** A word that may stand at the cursor. */
export type Candidate = KnownName;

export interface Completion {
  candidates: Candidate[];
  /** Names that may stand there as well, to be looked up. */
  names?: NameKind;
  /** The shell completes a path. */
  isPath?: boolean;
  /** What stands before each candidate in its word: `--tool=`. */
  prefix?: string;
}

/**
 * What may stand in the place of the last of these words, which follow `aim`. Pure: what it knows is
 * the command table. The candidates are not held against what was typed of the word.
 */
export function complete(words: readonly string[]): Completion {
  const typed = words.at(-1) ?? '';
  const { spec, group, given, rest } = understand(words.slice(0, -1));
  if (rest === 'program') return { candidates: [], isPath: true };
  if (rest !== undefined) return valueOf(rest, spec);
  if (typed.startsWith('-')) return optionsOf(spec, given, typed);
  const next = given.positionals === 0 ? commandWords(group) : [];
  if (spec === undefined) return { candidates: next };
  const own = argumentAt(spec, given.positionals);
  return { ...own, candidates: [...next, ...own.candidates] };
}

interface Given {
  options: Set<string>;
  positionals: number;
}

interface Understood {
  spec: CommandSpec | undefined;
  /** The words of the command so far: `secrets`, or `health`. */
  group: string;
  given: Given;
  /** The option whose value comes next, or the arguments of another program. */
  rest: OptionSpec | 'program' | undefined;
}

function understand(words: readonly string[]): Understood {
  const all: Understood = {
    spec: undefined,
    group: '',
    given: { options: new Set(), positionals: 0 },
    rest: undefined,
  };
  let isOpen = true;
  for (const word of words) {
    if (all.rest === 'program') break;
    if (all.rest !== undefined) all.rest = undefined;
    else if (word === '--') all.rest = all.spec?.passesArguments === true ? 'program' : undefined;
    else if (word.startsWith('-') && word !== '-') noteOption(all, word);
    else if (isOpen && isCommandWord(all.group, word)) {
      all.group = `${all.group} ${word}`.trim();
      all.spec = commandTable.find(({ name }) => name === all.group);
    } else {
      isOpen = false;
      all.given.positionals += 1;
      if (all.spec?.passesArguments === true) all.rest = 'program';
    }
  }
  return all;
}

function noteOption(all: Understood, word: string): void {
  const [name = '', value] = word.split(/=(.*)/s);
  const known = { ...globalOptions, ...all.spec?.options };
  const found = Object.entries(known).find(
    ([long, { short }]) => name === `--${long}` || (short !== undefined && name === `-${short}`),
  );
  if (found === undefined) return;
  const [long, option] = found;
  if (option.multiple !== true) all.given.options.add(long);
  if (option.type === 'string' && value === undefined) all.rest = option;
}

function isCommandWord(group: string, word: string): boolean {
  const name = `${group} ${word}`.trim();
  return commandTable.some((spec) => spec.name === name || spec.name.startsWith(`${name} `));
}

/** The next words of commands; a group is told by its commands. */
function commandWords(group: string): Candidate[] {
  const start = group === '' ? '' : `${group} `;
  const found = new Map<string, string>();
  for (const { name, summary } of commandTable) {
    if (!name.startsWith(start) || name === group) continue;
    const [word = '', ...more] = name.slice(start.length).split(' ');
    if (more.length === 0) found.set(word, summary);
    else if (!found.has(word)) found.set(word, `Commands: ${groupNames(`${start}${word}`)}`);
  }
  return [...found].map(([word, summary]) => ({ word, summary }));
}

function groupNames(group: string): string {
  return commandTable
    .filter(({ name }) => name.startsWith(`${group} `))
    .map(({ name }) => name.slice(group.length + 1))
    .join(', ');
}

function optionsOf(spec: CommandSpec | undefined, given: Given, typed: string): Completion {
  const known = { ...spec?.options, ...globalOptions };
  const [name = '', value] = typed.split(/=(.*)/s);
  const option = known[name.slice(2)];
  if (value !== undefined) {
    return option === undefined
      ? { candidates: [] }
      : { ...valueOf(option, spec), prefix: `${name}=` };
  }
  const left = Object.entries(known).filter(([long]) => !given.options.has(long));
  return { candidates: left.map(([long, { summary }]) => ({ word: `--${long}`, summary })) };
}

function valueOf({ choices, value = '' }: OptionSpec, spec: CommandSpec | undefined): Completion {
  if (choices === undefined) return byPlaceholder(value, spec);
  return { candidates: choices.map((word) => ({ word, summary: '' })) };
}

function argumentAt(spec: CommandSpec, index: number): Completion {
  const arg = spec.args[index] ?? spec.args.find((each) => each.includes('…'));
  return arg === undefined ? { candidates: [] } : byPlaceholder(arg.replace(/[[\]…]/g, ''), spec);
}

/** What a placeholder of the table stands for; `KEY` of the configuration is no secret. */
function byPlaceholder(placeholder: string, spec: CommandSpec | undefined): Completion {
  const parts = placeholder.split(/[|=]/);
  const [first = ''] = parts;
  if (first === 'KEY' && spec?.name.startsWith('config ') === true) return { candidates: [] };
  const names = nameKinds[first];
  if (names !== undefined) return { candidates: [], names };
  if (first === 'SHELL') return fixed(shells);
  if (first === 'EVENT') return fixed(Object.keys(auditEvents));
  const isPath = parts.some((part) => pathPlaceholders.includes(part));
  return isPath ? { candidates: [], isPath } : { candidates: [] };
}

function fixed(words: readonly string[]): Completion {
  return { candidates: words.map((word) => ({ word, summary: '' })) };
}

const nameKinds: Readonly<Record<string, NameKind>> = {
  KEY: 'secrets',
  TOOL: 'tools',
  CAPABILITY: 'capabilities',
  CHECK: 'checks',
};
const pathPlaceholders = ['FILE', 'DIR', 'PATH', 'FROM', 'MANIFEST'];
