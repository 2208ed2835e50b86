import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { writeFileAtomic } from '../files/atomic-write.js';
import { readTextFile } from '../files/read-file.js';
import { withLock } from '../files/with-lock.js';
import { parseConfig } from './parse-config.js';

export interface ConfigChange {
  /** Keys from the root, such as `['registry', 'tools', 'ollama']`. */
  path: string[];
  /** Plain JSON data; undefined removes the key. */
  value: unknown;
}

export interface EditOptions {
  /** Checks everything and writes nothing. */
  dryRun?: boolean;
}

/**
 * Sets one value in a configuration file and keeps its order and formatting; makes the file when
 * there is none, for the user alone. The result is checked before anything is written, and a file
 * that exists keeps its mode.
 *
 * @throws AimError `config.invalid` (file unchanged), `lock.busy`, `file.permission`
 */
export async function editConfig(
  file: string,
  change: ConfigChange,
  { dryRun = false }: EditOptions = {},
): Promise<void> {
  if (dryRun) {
    await edited(file, change);
    return;
  }
  await withLock(`${file}.lock`, { what: dirname(file) }, async () => {
    writeFileAtomic(file, await edited(file, change), { mode: modeOf(file) });
  });
}

async function edited(file: string, { path, value }: ConfigChange): Promise<string> {
  const { modify, applyEdits } = await import('jsonc-parser');
  const before = readTextFile(file) ?? '{\n  "version": "1.0.0"\n}\n';
  await parseConfig(file, before);
  const formattingOptions = { tabSize: indentOf(before), insertSpaces: true };
  const after = applyEdits(before, modify(before, path, value, { formattingOptions }));
  await parseConfig(file, after);
  return after;
}

function modeOf(file: string): number {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? 0o600 : stat.mode & 0o777;
}

function indentOf(text: string): number {
  return /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
}
