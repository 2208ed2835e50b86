import { AimError, checkJson, problemText, readTextFile, type ConfigProblem } from '@aim/core';
import type { AimLock } from './types.js';

const maxBytes = 16 * 1024 * 1024;

/**
 * The lock in a file; undefined where there is none. A damaged one is kept as it is.
 *
 * @throws AimError `lockfile.invalid` with every problem at once, each as
 *   `file:line:column: path: expected …, found …`; `file.permission`
 */
export async function readLock(file: string): Promise<AimLock | undefined> {
  const text = readTextFile(file, { maxBytes });
  if (text === undefined) return undefined;
  const { lock, problems } = await parseLock(file, text);
  if (lock === undefined) throw invalid(file, problems);
  return lock;
}

/** What the text of a lock says, or everything that is wrong with it. */
export async function parseLock(
  file: string,
  text: string,
): Promise<{ lock?: AimLock; problems: ConfigProblem[] }> {
  const conflict = mergeConflict(file, text);
  if (conflict !== undefined) return { problems: [conflict] };
  const { validateLock } = await import('../generated/lock-validator.js');
  const { value, problems } = await checkJson(file, text, validateLock);
  return problems.length > 0 ? { problems } : { lock: withoutSchema(value as AimLock), problems };
}

function withoutSchema({ lockVersion, tools }: AimLock): AimLock {
  return { lockVersion, tools };
}

function mergeConflict(file: string, text: string): ConfigProblem | undefined {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => /^(<{7}|={7}|>{7})( |\r?$)/.test(each)) + 1;
  if (line === 0) return undefined;
  const message = 'expected JSON, found the marks of a merge that two sides changed';
  return { file, line, column: 1, path: '', message };
}

function invalid(file: string, problems: readonly ConfigProblem[]): AimError {
  return new AimError('lockfile.invalid', problemText(problems), {
    hint: `It was kept. Take it from the version control, or move it away and make it anew: mv ${file} ${file}.damaged && aim lock`,
    details: { path: file, problems },
  });
}
