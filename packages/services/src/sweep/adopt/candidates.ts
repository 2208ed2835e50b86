import { isMissing, type Host } from '@aim/core';
import { findAssignment } from '@aim/secrets/sweep';
import * as fs from 'node:fs';
import type { SweepHit } from '../types.js';
import { sha256 } from './edits.js';
import type { ByHandReason } from './by-hand.js';
import type { Candidate, ValueId } from './plan-adoption.js';
import { syntaxFor } from './syntax.js';

/** A file as it was when the plan was made. */
export interface OpenedFile {
  bytes: Buffer;
  sha256: string;
  mode: number;
}

export interface Candidates {
  candidates: Candidate[];
  /** The files that can be changed, by path. */
  files: Map<string, OpenedFile>;
}

/**
 * Reads the files of the hits that can take a reference, and finds the variable of each.
 *
 * @param idOf - what stands for a value in the plan
 */
export function findCandidates(
  hits: readonly SweepHit[],
  host: Host,
  idOf: (value: string) => ValueId,
): Candidates {
  const files = new Map<string, OpenedFile>();
  const refused = new Map<string, ByHandReason>();
  const open = (file: string) => {
    if (files.has(file) || refused.has(file)) return;
    const opened = openFile(file, host);
    if (typeof opened === 'string') refused.set(file, opened);
    else files.set(file, opened);
  };
  const candidates = hits.map((hit): Candidate => {
    const syntax = syntaxFor(hit);
    if (syntax !== 'dotenv' && syntax !== 'sh' && syntax !== 'fish') {
      return { hit, place: { reason: syntax } };
    }
    open(hit.file);
    const file = files.get(hit.file);
    if (file === undefined) return { hit, place: { reason: refused.get(hit.file) ?? 'changed' } };
    if (hit.form !== 'plain') return { hit, place: { reason: 'encoded' } };
    const found = findAssignment(file.bytes.toString('latin1'), hit.offset, syntax);
    if ('problem' in found) return { hit, place: { reason: found.problem } };
    const end = found.offset + found.length;
    if (hit.offset + hit.length > end) return { hit, place: { reason: 'changed' } };
    const value = idOf(file.bytes.toString('utf8', found.offset, end));
    return { hit, place: { ...found, value } };
  });
  return { candidates, files };
}

/** The file, or why it is not to be changed. */
function openFile(file: string, { uid }: Host): OpenedFile | ByHandReason {
  try {
    const stat = fs.lstatSync(file);
    if (!stat.isFile()) return 'changed';
    if (uid !== undefined && stat.uid !== uid) return 'owner';
    if (stat.nlink > 1) return 'hard-link';
    const bytes = fs.readFileSync(file);
    if (!isUtf8(bytes)) return 'not-utf-8';
    return { bytes, sha256: sha256(bytes), mode: stat.mode & 0o777 };
  } catch (error) {
    if (isMissing(error)) return 'changed';
    throw error;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}
