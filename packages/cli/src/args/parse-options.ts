import { AimError, didYouMean } from '@aim/core';
import { parseArgs } from 'node:util';
import { optionAliases } from '../commands/table.js';
import type { CommandSpec, OptionSpec } from '../commands/types.js';
import { oldOptions } from './old-spellings.js';

export type OptionValues = Record<string, string | boolean | string[] | undefined>;

/**
 * Parses words that are all options or arguments of one command.
 *
 * @throws AimError `usage.invalid`
 */
export function parseOptions(
  known: Readonly<Record<string, OptionSpec>>,
  words: string[],
  spec?: CommandSpec,
): { options: OptionValues; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { type, multiple, short }]) => [
      name,
      { type, ...(multiple === true && { multiple }), ...(short !== undefined && { short }) },
    ]),
  );
  try {
    const end = words.indexOf('--');
    const args = words.map((word, i) => (end >= 0 && i >= end ? word : withoutAlias(word)));
    const parsed = parseArgs({ args, options, allowPositionals: true, strict: true });
    const values = parsed.values as OptionValues;
    for (const [name, option] of Object.entries(known)) checkChoice(name, option, values[name]);
    return { options: values, positionals: parsed.positionals };
  } catch (error) {
    throw optionError(error, known, spec);
  }
}

/** Spellings of AIM+ under their name of today. */
export function withoutAlias(word: string): string {
  return Object.hasOwn(optionAliases, word) ? (optionAliases[word] as string) : word;
}

function checkChoice(name: string, option: OptionSpec, value: OptionValues[string]): void {
  const { choices } = option;
  if (choices === undefined || typeof value !== 'string' || choices.includes(value)) return;
  throw new AimError('usage.invalid', `--${name} ${value}: expected ${choices.join(', ')}`, {
    hint: `--${name} ${choices[0]}`,
    details: { option: name, expected: choices },
  });
}

function optionError(
  error: unknown,
  known: Readonly<Record<string, OptionSpec>>,
  spec: CommandSpec | undefined,
): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined || !code.startsWith('ERR_PARSE_ARGS')) return error;
  const hint = spec === undefined ? 'aim --help' : `aim ${spec.name} --help`;
  // The word that is wrong may be the value itself: a key can begin with a dash. Of an option that
  // is known, Node tells the name only.
  if (spec?.takesSecret === true && code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    const names = Object.keys(spec.options).map((name) => `--${name}`);
    const text = `An option is wrong; there are ${names.join(', ')}. A value goes through --stdin`;
    return new AimError('usage.invalid', text, { hint });
  }
  const option = /'(--?[^' ]+)/.exec(message)?.[1];
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION' || option === undefined) {
    // Node's own sentence, up to its advice about leading dashes.
    const sentence = (message.split('\n')[0] as string).replace(/\.$/, '');
    return new AimError('usage.invalid', sentence, { hint, details: { option } });
  }
  const then = oldOptions[spec?.name ?? '']?.[option];
  if (then !== undefined) {
    return new AimError('usage.invalid', `Unknown option ${option}: ${then}`, { hint });
  }
  const near = didYouMean(option.replace(/^-+/, ''), Object.keys(known));
  const suggestion = near === undefined ? '' : `; ${near.replace(/(?<=mean | or )(?=\w)/g, '--')}`;
  return new AimError('usage.invalid', `Unknown option ${option}${suggestion}`, {
    hint,
    details: { option },
  });
}
