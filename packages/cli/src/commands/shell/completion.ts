import { AimError, isAimError, stripControls } from '@aim/core';
import type { Aim, NameKind } from '@aim/services';
import { complete, type Candidate, type Completion } from '../../completion/candidates.js';
import { scripts } from '../../completion/scripts.js';
import { shells, type Shell } from '../../completion/shells.js';
import { defineCommand } from '../types.js';

interface Completed {
  shell: Shell;
  /** What the shell reads; null where words were given. */
  script: string | null;
  candidates: Candidate[];
  isPath: boolean;
}

export const command = defineCommand<Completed>({
  run: async ({ aim, args }) => {
    const [name, ...words] = args;
    const shell = shells.find((each) => each === name);
    if (shell === undefined) {
      throw new AimError(
        'usage.invalid',
        `No completion for ${name}: there is ${shells.join(', ')}`,
        {
          hint: 'aim completion bash',
        },
      );
    }
    if (words.length === 0) {
      return { data: { shell, script: scripts[shell], candidates: [], isPath: false } };
    }
    const typed = shell === 'powershell' ? withoutMark(words) : words;
    const completion = complete(typed);
    const candidates = await withNames(aim, completion);
    return { data: { shell, script: null, candidates, isPath: completion.isPath === true } };
  },
  render: ({ script, candidates, isPath }) => {
    if (script !== null) return script;
    const lines = candidates.map(({ word, summary }) =>
      summary === '' ? `${word}\n` : `${word}\t${summary}\n`,
    );
    return `${isPath ? ':path\n' : ''}${lines.join('')}`;
  },
});

/** The colon that the script of PowerShell puts behind the last word. */
function withoutMark(words: readonly string[]): string[] {
  return [...words.slice(0, -1), (words.at(-1) as string).replace(/:$/, '')];
}

async function withNames(
  aim: Aim,
  { candidates, names, prefix = '' }: Completion,
): Promise<Candidate[]> {
  const all = names === undefined ? candidates : [...candidates, ...(await namesOf(aim, names))];
  return all.map(({ word, summary }) => ({
    word: `${prefix}${word}`,
    summary: stripControls(summary).replace(/\s+/g, ' '),
  }));
}

/** None where they cannot be read: a broken configuration must not write into somebody's prompt. */
async function namesOf(aim: Aim, kind: NameKind): Promise<Candidate[]> {
  try {
    return await aim.listNames(kind);
  } catch (error) {
    if (isAimError(error)) return [];
    throw error;
  }
}
