import { AimError } from '@aim/core';

/** A command of AIM+, as `aim …` or `python -m aim …` called it, and what it is here. */
export interface OldSpelling {
  old: string;
  /** The words of today. */
  now: string;
  /** The arguments and options mean the same: then the old words do what the new ones do. */
  isSame?: true;
  /** What there is as long as the command of today is not. */
  meanwhile: string;
}

const versions = 'aim version check shows what differs';
const records = 'The records are one JSON a line, below the data folder: aim config path';

/**
 * Every command of AIM+ that has another name here, or none so far. One whose name of today is in
 * the table of commands under its old name needs no row, and a row that is there has no effect.
 */
export const oldSpellings: readonly OldSpelling[] = [
  { old: 'health check', now: 'health', isSame: true, meanwhile: '' },
  { old: 'tools install', now: 'install', meanwhile: '' },
  { old: 'tools install-all', now: 'install --from-config', isSame: true, meanwhile: '' },
  { old: 'tools update', now: 'update', isSame: true, meanwhile: '' },
  { old: 'tools uninstall', now: 'uninstall', meanwhile: '' },
  { old: 'tools verify', now: 'version check', isSame: true, meanwhile: versions },
  { old: 'version', now: 'version check', meanwhile: versions },
  { old: 'scan all', now: 'scan', isSame: true, meanwhile: '' },
  { old: 'audit', now: 'audit show', meanwhile: records },
  { old: 'setup', now: 'setup', meanwhile: 'aim health names what is missing, and how to get it' },
];

/** Options of AIM+ that a command of the same name has not got. */
export const oldOptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'tools list': {
    '-m': 'aim tools list shows the tools of every manager; aim tools info TOOL names it',
    '--manager': 'aim tools list shows the tools of every manager; aim tools info TOOL names it',
  },
};

/**
 * The words after `aim` with an old command in them put into today's, where it means the same and
 * is there.
 */
export function withoutOldSpelling(
  words: readonly string[],
  isCommand: (name: string) => boolean,
): readonly string[] {
  const { old, now, isSame } = spellingOf(words) ?? {};
  if (old === undefined || now === undefined || isSame !== true || !isCommand(commandOf(now))) {
    return words;
  }
  return [...now.split(' '), ...words.slice(old.split(' ').length)];
}

/** The error for an old command that is not accepted; undefined where the words are none. */
export function oldSpellingError(
  words: readonly string[],
  { isCommand, isGroup }: Record<'isCommand' | 'isGroup', (name: string) => boolean>,
): AimError | undefined {
  const { old, now, meanwhile } = spellingOf(words) ?? {};
  if (old === undefined || now === undefined) return undefined;
  // A whole group that is there knows its own commands better.
  if (old === words[0] && isGroup(old)) return undefined;
  const isThere = isCommand(commandOf(now));
  const message = isThere ? `aim ${old} is aim ${now} now` : `There is no aim ${old} yet`;
  return new AimError('usage.unknown_command', message, {
    hint: isThere ? `aim ${commandOf(now)} --help` : (meanwhile as string),
    details: { command: old },
  });
}

function spellingOf([first, second]: readonly string[]): OldSpelling | undefined {
  const both = `${first} ${second}`;
  return (
    oldSpellings.find(({ old }) => old === both) ?? oldSpellings.find(({ old }) => old === first)
  );
}

function commandOf(now: string): string {
  return now.replace(/ --.*/, '');
}
