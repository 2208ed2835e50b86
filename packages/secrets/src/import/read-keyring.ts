import { resolveCommand } from '@aim/core';
import type { KeychainOptions } from '../store/keychain/keychain-call.js';
import { aimPlusListPath, readAimPlusNames } from './aim-plus-names.js';
import { needsPython, needsSecretTool } from './keyring-errors.js';
import { readWithHelper, readWithSecretTool, type KeyringAnswers } from './keyring-items.js';
import { isSecretName } from './select.js';
import type { Candidate, ImportSelection, Reading, Skipped } from './source.js';

/**
 * The secrets that AIM+ kept with Python's `keyring`: it left a list of their names.
 *
 * @param path - that list; `~/.aim/secrets_metadata.json` unless told
 * @throws AimError `import.needs_program`, `secret.locked`, `secret.unavailable`, `secret.timeout`
 */
export async function readKeyring(
  options: KeychainOptions,
  path: string | undefined,
  { only }: ImportSelection,
): Promise<Reading> {
  const listed = readAimPlusNames(path ?? aimPlusListPath(options.host));
  const asked = listed.filter(({ name }) => only === undefined || only.includes(name));
  const valid = asked.filter(({ name }) => isSecretName(name));
  const answers = await readItems(
    options,
    valid.map(({ name }) => name),
  );
  const candidates: Candidate[] = [];
  const skipped: Skipped[] = [];
  for (const item of asked) {
    const value = answers.get(item.name);
    if (value !== undefined) candidates.push({ ...item, value });
    else if (valid.includes(item)) skipped.push({ name: item.name, reason: 'absent' });
    else skipped.push({ name: item.name, reason: 'invalid_name' });
  }
  const absent = skipped.filter(({ reason }) => reason === 'absent').map(({ name }) => name);
  return { candidates, skipped, notes: absent.length === 0 ? [] : [absentNote(absent)] };
}

async function readItems(
  options: KeychainOptions,
  names: readonly string[],
): Promise<KeyringAnswers> {
  if (names.length === 0) return new Map();
  if (options.host.platform === 'win32') throw needsPython(names);
  if (options.host.platform !== 'linux') return readWithHelper(options, names);
  const tool = resolveCommand('secret-tool', options.host);
  if (tool.kind !== 'found') throw needsSecretTool();
  return readWithSecretTool(options, tool.path, names);
}

function absentNote(names: readonly string[]) {
  return {
    message: `The Python keyring has no ${names.join(', ')}`,
    fix: `If Python finds it elsewhere: python3 -m keyring get aim-plus ${names[0]} | aim secrets set ${names[0]} --stdin`,
  };
}
