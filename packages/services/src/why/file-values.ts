import {
  messageOf,
  readTextFile,
  readValues,
  type CataloguePath,
  type CatalogueToolDetails,
  type FileFormat,
  type ReadStep,
} from '@aim/core';
import { parseDotenv } from '@aim/secrets/found';
import * as fs from 'node:fs';
import type { Subject } from './subject.js';

/** A text in a file that may be the key. */
export interface FileValue {
  text: string;
  line?: number;
  at?: string;
  sure: boolean;
}

export type FileReading =
  | { state: 'values'; values: FileValue[] }
  | { state: 'holds' | 'unknown' | 'not-checked'; reason: string };

/** Files that are larger are not looked into. */
const maxBytes = 8 * 1024 * 1024;

/** What a file that is there says of a key; undefined for one that is not. Never throws. */
export async function readPlaceFile(
  file: string,
  format: FileFormat,
  { step, subject }: { step: ReadStep; subject: Subject },
): Promise<FileReading | undefined> {
  try {
    if (!fs.existsSync(file)) return undefined;
    const closed = closedFormats[format];
    if (closed !== undefined) return closed;
    const text = readTextFile(file, { maxBytes });
    if (text === undefined) return undefined;
    return await readPlaceText(text, format, { step, subject });
  } catch (error) {
    return { state: 'unknown', reason: messageOf(error) };
  }
}

const closedFormats: Partial<Record<FileFormat, FileReading>> = {
  sqlite: { state: 'not-checked', reason: 'a database, which is not opened' },
  encrypted: { state: 'not-checked', reason: 'sealed by the tool itself' },
  ssh: { state: 'holds', reason: 'a private key' },
  folder: { state: 'not-checked', reason: 'a folder' },
  unknown: { state: 'not-checked', reason: 'its form is not known' },
};

async function readPlaceText(
  text: string,
  format: FileFormat,
  { step, subject }: { step: ReadStep; subject: Subject },
): Promise<FileReading> {
  if (format === 'dotenv' || format === 'shell') {
    const { entries } = parseDotenv(text);
    const own = entries.filter(({ name }) => subject.variables.includes(name));
    return {
      state: 'values',
      values: own.map(({ name, value, line }) => ({ text: value, line, at: name, sure: true })),
    };
  }
  if (format !== 'json' && format !== 'jsonc' && format !== 'yaml' && format !== 'toml') {
    return { state: 'values', values: [{ text: text.trim(), line: 1, sure: true }] };
  }
  const { at } = step;
  if (at === undefined) return { state: 'not-checked', reason: 'it is not known where in it' };
  const stars = at.split('.').flatMap((name, index) => (name === '*' ? index : []));
  const values: FileValue[] = [];
  for (const found of await readValues(text, format, at)) {
    const read: Named | undefined =
      step.gives === 'assignment' ? assignment(found.value) : { value: found.value };
    if (read === undefined) continue;
    const names = [...stars.flatMap((index) => found.path[index] ?? []), ...found.labels];
    const given = read.name === undefined ? names : [read.name];
    // A path without a star is the place of one value, whatever it is called.
    const isOne = stars.length === 0 && read.name === undefined;
    const concern = isOne || step.gives === 'variable' ? 'yes' : subject.concerns(given);
    if (concern === 'no') continue;
    values.push({
      text: read.value,
      ...(found.line !== null && { line: found.line }),
      at: found.path.join('.'),
      sure: concern === 'yes',
    });
  }
  return { state: 'values', values };
}

interface Named {
  name?: string;
  value: string;
}

/** `openai=KEY` as the variable that it becomes. */
function assignment(text: string): Named | undefined {
  const sign = text.indexOf('=');
  if (sign < 0) return undefined;
  const provider = text.slice(0, sign).trim().toUpperCase();
  return { name: `${provider}_API_KEY`, value: text.slice(sign + 1).trim() };
}

/** What the catalogue says of the file, else what its name says. */
export function formatOf(
  path: CataloguePath,
  step: ReadStep,
  { files }: Pick<CatalogueToolDetails, 'files'>,
): FileFormat {
  if (step.from === 'dotenv') return 'dotenv';
  const known = [...(files.credentials ?? []), ...(files.config ?? [])];
  const same = known.find((file) => JSON.stringify(file.path) === JSON.stringify(path));
  if (same !== undefined) return same.format;
  const text = JSON.stringify(path);
  const ending = /\.(json|ya?ml|toml|env)\b[^.]*$/.exec(text)?.[1];
  if (ending === undefined) return 'text';
  return ending === 'env' ? 'dotenv' : ending === 'yml' ? 'yaml' : (ending as FileFormat);
}
