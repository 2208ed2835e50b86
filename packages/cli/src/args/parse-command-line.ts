import { AimError, didYouMean } from '@aim/core';
import { commandTable, globalOptions } from '../commands/table.js';
import type { CommandSpec, OptionSpec } from '../commands/types.js';
import { oldSpellingError, withoutOldSpelling } from './old-spellings.js';
import { parseOptions, withoutAlias, type OptionValues } from './parse-options.js';

/** What a command line asks for. */
export type CommandLine =
  | { kind: 'command'; spec: CommandSpec; args: string[]; options: OptionValues }
  /** No command at all: the dashboard, or the status. */
  | { kind: 'none'; options: OptionValues }
  | { kind: 'version'; options: OptionValues }
  /** Help for everything, for one group of commands, or for one command. */
  | { kind: 'help'; topic: string; options: OptionValues };

/**
 * Understands the words after `aim`. Pure.
 *
 * @throws AimError `usage.unknown_command`, `usage.invalid`
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const split = splitAtCommand(argv);
  const spec = longestCommand(split.command);
  if (spec === undefined) return withoutCommand(split);
  const own = split.rest.slice(spec.name.split(' ').length - 1);
  const parsed = parseOwn(spec, split.before, own);
  if (parsed.options['help'] === true) {
    return { kind: 'help', topic: spec.name, options: parsed.options };
  }
  if (parsed.options['version'] === true) return { kind: 'version', options: parsed.options };
  return { kind: 'command', spec, ...parsed };
}

/** The command that is meant, known even where parsing fails; `aim` when there is none. */
export function commandName(argv: readonly string[]): string {
  return longestCommand(splitAtCommand(argv).command)?.name ?? 'aim';
}

/** True when the result should be a JSON document, known even where parsing fails. */
export function wantsJson(argv: readonly string[]): boolean {
  const { before, command, rest } = splitAtCommand(argv);
  const spec = longestCommand(command);
  const end =
    spec?.passesArguments === true
      ? endOfOptions(rest, { ...globalOptions, ...spec.options })
      : rest.indexOf('--');
  const own = end < 0 ? rest : rest.slice(0, end);
  return [...before, ...own].some((word) =>
    ['-j', '--json', '--ndjson'].includes(withoutAlias(word)),
  );
}

interface Split {
  before: string[];
  /** The first plain words, of which the first one or two are the command. */
  command: string[];
  /** Everything after the first plain word. */
  rest: string[];
}

function splitAtCommand(words: readonly string[]): Split {
  let index = 0;
  while (index < words.length) {
    const word = words[index] as string;
    if (!word.startsWith('-') || word === '-') break;
    if (word === '--')
      return { before: words.slice(0, index), command: [], rest: words.slice(index) };
    index += takesValue(word) ? 2 : 1;
  }
  const plain = withoutOldSpelling(words.slice(index), isCommand);
  const optionAt = plain.findIndex((word) => word.startsWith('-'));
  const command = optionAt < 0 ? plain : plain.slice(0, optionAt);
  return { before: words.slice(0, index), command: command.slice(0, 2), rest: plain.slice(1) };
}

function takesValue(word: string): boolean {
  const spec = globalOptions[word.replace(/^--/, '')];
  return spec?.type === 'string';
}

function longestCommand(words: readonly string[]): CommandSpec | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const found = commandTable.find((spec) => spec.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function withoutCommand({ before, command, rest }: Split): CommandLine {
  const { options } = parseOptions(globalOptions, before);
  if (options['version'] === true) return { kind: 'version', options };
  const [first, second] = command;
  if (first === undefined) {
    if (options['help'] === true) return { kind: 'help', topic: '', options };
    if (rest.length <= 1) return { kind: 'none', options };
    throw new AimError('usage.invalid', 'There is no command before --', {
      hint: `To run a program: aim run -- ${rest[1]}`,
    });
  }
  if (first === 'help') return { kind: 'help', topic: helpTopic(rest), options };
  if (isGroup(first) && second === undefined) return { kind: 'help', topic: first, options };
  throw unknownCommand(first, second);
}

/** What `aim help WORDS…` is about. */
function helpTopic(words: readonly string[]): string {
  const [first, second] = words.filter((word) => !word.startsWith('-'));
  if (first === undefined) return '';
  const spec = longestCommand(second === undefined ? [first] : [first, second]);
  if (spec !== undefined) return spec.name;
  if (isGroup(first) && second === undefined) return first;
  throw unknownCommand(first, second);
}

function isCommand(name: string): boolean {
  return commandTable.some((spec) => spec.name === name);
}

function isGroup(word: string): boolean {
  return commandTable.some((spec) => spec.name.startsWith(`${word} `));
}

function unknownCommand(first: string, second: string | undefined): AimError {
  const old = oldSpellingError([first, second ?? ''], { isCommand, isGroup });
  if (old !== undefined) return old;
  const given = isGroup(first) ? `${first} ${second}` : first;
  const names = commandTable.map((spec) => (isGroup(first) ? spec.name : spec.name.split(' ')[0]));
  const near = didYouMean(given, names as string[]);
  return new AimError('usage.unknown_command', `No command ${given}${near ? `; ${near}` : ''}`, {
    hint: isGroup(first) ? `aim ${first} --help` : 'aim --help',
    details: { command: given },
  });
}

function parseOwn(spec: CommandSpec, before: string[], own: readonly string[]) {
  const known = { ...globalOptions, ...spec.options };
  if (spec.passesArguments !== true) {
    const { options, positionals } = parseOptions(known, [...before, ...own], spec);
    return { options, args: positionals };
  }
  const end = endOfOptions(own, known);
  const { options } = parseOptions(known, [...before, ...own.slice(0, end)], spec);
  return { options, args: own.slice(end) };
}

/** Where another program's arguments begin: at `--`, which is kept, or at the first plain word. */
function endOfOptions(words: readonly string[], known: Record<string, OptionSpec>): number {
  let index = 0;
  while (index < words.length) {
    const word = words[index] as string;
    if (word === '--' || !word.startsWith('-') || word === '-') break;
    const name = word.startsWith('--')
      ? word.slice(2)
      : Object.keys(known).find((key) => known[key]?.short === word.slice(1));
    index += name !== undefined && known[name]?.type === 'string' ? 2 : 1;
  }
  return Math.min(index, words.length);
}
