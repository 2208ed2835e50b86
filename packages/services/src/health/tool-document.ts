import {
  parseStructured,
  readTextFile,
  type StructuredDocument,
  type StructuredFormat,
} from '@aim/core';
import type { HealthInput } from '@aim/environment';

const read = new WeakMap<HealthInput, Map<string, Promise<StructuredDocument>>>();

/**
 * A settings file of a tool, read once for all checks of a run; an absent one is empty.
 *
 * @throws AimError `file.corrupt` and `file.permission`
 */
export function toolDocument(
  path: string,
  format: StructuredFormat,
  input: HealthInput,
): Promise<StructuredDocument> {
  const documents = read.get(input) ?? new Map<string, Promise<StructuredDocument>>();
  read.set(input, documents);
  const known = documents.get(path) ?? parse(path, format);
  documents.set(path, known);
  return known;
}

async function parse(path: string, format: StructuredFormat): Promise<StructuredDocument> {
  return parseStructured(readTextFile(path, { maxBytes: 16 * 1024 * 1024 }) ?? '', format);
}
