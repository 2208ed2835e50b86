import {
  AimError,
  decodeText,
  fileError,
  isMissing,
  readDocument,
  type DocumentNode,
} from '@aim/core';
import * as fs from 'node:fs';
import { kindOfContent, kindOfName } from './source-kind.js';
import type { MigrationSource } from './types.js';

/** Many times the largest of them, in bytes. */
export const maxFileBytes = 1024 * 1024;

/**
 * Reads a file of AIM+ or AI_MANGER: JSON with or without comments, or YAML; in UTF-8 or UTF-16.
 *
 * @param tree - the tree of AIM+ that it belongs to
 * @throws AimError `migrate.invalid` with file, line and column, `config.not_found`,
 *   `file.permission`
 */
export async function readOldFile(file: string, tree: string | null): Promise<MigrationSource> {
  return parseOldFile(file, tree, readOldText(file));
}

/** The text of such a file, in whichever encoding it is. @throws AimError as `readOldFile` */
export function readOldText(file: string): string {
  const decoded = decodeText(readBytes(file, maxFileBytes));
  if ('message' in decoded) {
    throw invalid(file, { ...decoded, column: 1, problem: decoded.message });
  }
  return decoded.text;
}

/** The same as `readOldFile` for a text that was read. @throws AimError `migrate.invalid` */
export async function parseOldFile(
  file: string,
  tree: string | null,
  text: string,
): Promise<MigrationSource> {
  const format = /\.ya?ml$/i.test(file) ? 'yaml' : 'json';
  const reading = await readDocument(text, format);
  if ('problem' in reading) {
    throw invalid(file, {
      ...reading,
      problem: `expected ${format.toUpperCase()}: ${reading.problem}`,
    });
  }
  const { root } = reading;
  if (root.kind !== 'object') throw invalid(file, { ...root, problem: 'expected an object' });
  const kind = kindOfName(file) ?? kindOfContent(root);
  if (kind === undefined) {
    throw invalid(file, { ...root, problem: 'AIM+ and AI_MANGER had no file with these keys' });
  }
  checkVersion(file, root);
  return { kind, file, tree, root };
}

/**
 * The bytes of a regular file; a link is followed.
 *
 * @throws AimError `config.not_found`, `file.permission`
 */
export function readBytes(path: string, maxBytes: number): Buffer {
  let file: number;
  try {
    // Without O_NONBLOCK, opening a pipe waits for somebody who writes to it.
    file = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  } catch (error) {
    if (!isMissing(error)) throw fileError('read', path, error);
    throw new AimError('config.not_found', `There is no ${path}`, {
      hint: 'Name a folder or file of AIM+ or AI_MANGER: aim config migrate --help',
      details: { path },
    });
  }
  try {
    const stat = fs.fstatSync(file);
    if (!stat.isFile()) throw unreadable(path, 'it is no regular file');
    if (stat.size > maxBytes) throw unreadable(path, `it is larger than ${maxBytes} bytes`);
    return fs.readFileSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function unreadable(path: string, reason: string): AimError {
  return new AimError('file.permission', `Cannot read ${path}: ${reason}`, {
    hint: 'Nothing was changed. Name the files that you mean: aim config migrate FILE…',
    details: { path },
  });
}

interface Fault {
  line: number;
  column?: number;
  problem: string;
}

function invalid(file: string, { line, column = 1, problem }: Fault): AimError {
  return new AimError('migrate.invalid', `${file}:${line}:${column}: ${problem}`, {
    hint: 'Nothing was changed. Correct the file, or leave it out by naming the others',
    details: { problems: [{ file, line, column, path: '', message: problem }] },
  });
}

/** Every file of both systems is of version 0 or 1, or says none. */
function checkVersion(file: string, root: DocumentNode): void {
  const metadata = childOf(root, 'metadata');
  const told = [childOf(root, 'version'), metadata && childOf(metadata, 'version')];
  for (const node of told) {
    const { value } = node ?? {};
    if (node === undefined || (typeof value !== 'string' && typeof value !== 'number')) continue;
    if (/^[01](\.|$)/.test(String(value))) continue;
    throw invalid(file, { ...node, problem: `expected version 1, found ${String(value)}` });
  }
}

function childOf(node: DocumentNode, name: string): DocumentNode | undefined {
  return node.children.find(([key]) => key === name)?.[1];
}
