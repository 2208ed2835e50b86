import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { AimError } from '../errors/aim-error.js';
import { writeFileAtomic } from '../files/atomic-write.js';
import { readTextFile } from '../files/read-file.js';
import { withLock } from '../files/with-lock.js';
import { configInvalid } from './config-problem.js';
import { findDuplicateKeys } from './duplicate-keys.js';
import { parseConfig } from './parse-config.js';

export interface ConfigChange {
  /** Keys from the root, such as `['registry', 'tools', 'ollama']`; a number counts the items of a list. */
  path: readonly (string | number)[];
  /** Plain JSON data; undefined removes the key. */
  value: unknown;
}

export interface EditOptions {
  /** Checks everything and writes nothing. */
  dryRun?: boolean;
}

/** A configuration file before and after an edit. */
export interface EditedConfig {
  /** Undefined where there was no file. */
  before: string | undefined;
  after: string;
}

/**
 * Sets one value in a configuration file and keeps its order and formatting; makes the file when
 * there is none, for the user alone. The result is checked before anything is written, and a file
 * that exists keeps its mode. An edit that changes nothing writes nothing.
 *
 * @throws AimError `config.invalid` (file unchanged), `lock.busy`, `file.permission`
 */
export async function editConfig(
  file: string,
  change: ConfigChange,
  { dryRun = false }: EditOptions = {},
): Promise<EditedConfig> {
  if (dryRun) return edited(file, change);
  return locked(file, async () => {
    const result = await edited(file, change);
    if (result.after !== result.before) {
      writeFileAtomic(file, result.after, { mode: modeOf(file) });
    }
    return result;
  });
}

/**
 * Makes a configuration file for the user alone, and never replaces one.
 *
 * @throws AimError `file.exists`, `config.invalid` (nothing is written), `lock.busy`,
 *   `file.permission`
 */
export async function createConfigFile(
  file: string,
  text: string,
  { dryRun = false }: EditOptions = {},
): Promise<void> {
  await parseConfig(file, text);
  refuseExisting(file);
  if (dryRun) return;
  await locked(file, () => {
    refuseExisting(file);
    writeFileAtomic(file, text);
    return Promise.resolve();
  });
}

function refuseExisting(file: string): void {
  if (fs.lstatSync(file, { throwIfNoEntry: false }) === undefined) return;
  throw new AimError('file.exists', `There is a configuration already: ${file}`, {
    hint: 'Change single keys of it: aim config set KEY VALUE',
    details: { path: file },
  });
}

function locked<T>(file: string, work: () => Promise<T>): Promise<T> {
  return withLock(`${file}.lock`, { what: dirname(file) }, work);
}

async function edited(file: string, { path, value }: ConfigChange): Promise<EditedConfig> {
  const { modify, applyEdits } = await import('jsonc-parser');
  const before = readTextFile(file);
  const text = before ?? '{\n  "version": "1.0.0"\n}\n';
  await parseConfig(file, text);
  const edits = modify(text, [...path], value, { formattingOptions: formattingOf(text) });
  const duplicates = await findDuplicateKeys(file, text);
  if (duplicates.length > 0) throw configInvalid(duplicates);
  const after = applyEdits(text, edits);
  await parseConfig(file, after);
  return { before, after };
}

function modeOf(file: string): number {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? 0o600 : stat.mode & 0o777;
}

function formattingOf(text: string): { tabSize: number; insertSpaces: boolean; eol: string } {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  return {
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    insertSpaces: !indent.startsWith('\t'),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
