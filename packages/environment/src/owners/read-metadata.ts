import { isPlainObject, messageOf, stripControls, systemCode } from '@aim/core';
import * as fs from 'node:fs';

/** The content of a file that others wrote, or why there is none. */
export type Metadata<T> =
  { kind: 'read'; value: T } | { kind: 'missing' } | { kind: 'unreadable'; detail: string };

const maxBytes = 16 * 1024 * 1024;

/** Reads a text; never blocks on a pipe and never reads more than `limit` bytes. */
export function readMetadata(path: string, limit = maxBytes): Metadata<string> {
  try {
    const stat = fs.statSync(path);
    if (!stat.isFile()) return { kind: 'unreadable', detail: 'is not a file' };
    if (stat.size > limit) return { kind: 'unreadable', detail: `is larger than ${limit} bytes` };
    return { kind: 'read', value: fs.readFileSync(path, 'utf8') };
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    return { kind: 'unreadable', detail: `cannot be read (${code ?? messageOf(error)})` };
  }
}

/** Reads a JSON object. */
export function readJsonObject(path: string): Metadata<Record<string, unknown>> {
  const text = readMetadata(path);
  if (text.kind !== 'read') return text;
  try {
    const value: unknown = JSON.parse(text.value.replace(/^\uFEFF/, ''));
    if (isPlainObject(value)) return { kind: 'read', value };
    return { kind: 'unreadable', detail: 'holds no JSON object' };
  } catch {
    return { kind: 'unreadable', detail: 'is not JSON' };
  }
}

/** Why metadata that should be there is of no use, as the end of a sentence. */
export function whyUnusable(metadata: Exclude<Metadata<unknown>, { kind: 'read' }>): string {
  return metadata.kind === 'missing' ? 'is missing' : metadata.detail;
}

/** A text that is worth showing: not empty, without control characters; else null. */
export function plainText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return stripControls(value).replaceAll(/\s+/g, ' ').trim() || null;
}

/** The names in a folder; none when it cannot be listed. */
export function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

/** Where a path really leads; undefined when nowhere. */
export function realPathOrNone(path: string): string | undefined {
  try {
    return fs.realpathSync(path);
  } catch {
    return undefined;
  }
}
