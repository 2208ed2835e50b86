import { AimError, isAimError, isMissing, messageOf, writeFileAtomic } from '@aim/core';
import type { SecretsManager } from '@aim/secrets';
import * as fs from 'node:fs';
import type { AimContext } from '../../context.js';
import { record } from '../../record.js';
import { sha256, withEdits } from './edits.js';
import { readJournal, withJournalLock, writeJournal } from './journal.js';
import { removeLeftovers } from './leftovers.js';
import type { AdoptedFile, AdoptedValue, AdoptStep } from './types.js';

/** A file of the plan, and how it was when the plan was made. */
export interface PlannedFile {
  file: string;
  mode: number;
  /** SHA-256 of its bytes, in hex. */
  before: string;
  steps: AdoptStep[];
}

export interface Adopted {
  /** By which it can be taken back; null when no file was changed. */
  id: number | null;
  files: { file: string; secrets: string[] }[];
  failed: { file: string; code: string; message: string; hint?: string }[];
}

/**
 * Adopts file by file. A key goes into the vault and is read back; then the journal tells how to
 * take it back; then the file is replaced. Killed at any moment, the key is in the file or in the
 * vault, and often in both. A file that fails stays as it is, and the others go on.
 *
 * @throws AimError `file.corrupt` for the journal, `lock.busy` after 30 s
 */
export async function adoptFiles(
  context: AimContext,
  files: readonly PlannedFile[],
): Promise<Adopted> {
  return withJournalLock(context.paths, async () => {
    const { next: id, adoptions } = readJournal(context.paths);
    removeLeftovers(adoptions);
    const adopted: Adopted = { id: null, files: [], failed: [] };
    for (const planned of files) {
      const { file } = planned;
      const secrets = [...new Set(planned.steps.map(({ secret }) => secret))];
      try {
        await adoptFile(context, planned, id);
        adopted.files.push({ file, secrets });
        adopted.id = id;
        await recordAdoption(context, { file, secrets, id, failure: null });
      } catch (error) {
        if (!isAimError(error)) throw error;
        const { code, message, hint } = error;
        adopted.failed.push({ file, code, message, ...(hint !== undefined && { hint }) });
        await recordAdoption(context, { file, secrets, id, failure: code });
      }
    }
    return adopted;
  });
}

async function adoptFile(context: AimContext, planned: PlannedFile, id: number): Promise<void> {
  const { file, mode, before, steps } = planned;
  const bytes = unchangedBytes(planned);
  const secrets = await context.secrets();
  const edits: AdoptedValue[] = [];
  for (const { offset, length, variable, secret, reference } of steps) {
    const value = bytes.toString('utf8', offset, offset + length);
    const fingerprint = await putIntoVault(secrets, secret, value);
    edits.push({ offset, length, variable, secret, reference, fingerprint });
  }
  const changed = withEdits(
    bytes,
    edits.map((edit) => ({ ...edit, text: edit.reference })),
  );
  noteAdoption(context, id, { file, mode, before, after: sha256(changed), edits });
  unchangedBytes(planned);
  writeFileAtomic(file, changed, { mode, group: fs.statSync(file).gid });
}

/** @throws AimError `adoption.changed` for a file that is not as it was when the plan was made */
function unchangedBytes({ file, before }: PlannedFile): Buffer {
  let bytes: Buffer | undefined;
  try {
    bytes = fs.readFileSync(file);
  } catch (error) {
    if (!isMissing(error)) throw cannotRead(file, error);
  }
  if (bytes !== undefined && sha256(bytes) === before) return bytes;
  throw new AimError('adoption.changed', `${file} changed in the meantime, and is left as it is`, {
    hint: 'aim secrets sweep --adopt looks at it anew',
    details: { path: file },
  });
}

function cannotRead(file: string, error: unknown): AimError {
  return new AimError('file.permission', `Cannot read ${file}: ${messageOf(error)}`, {
    details: { path: file },
  });
}

/**
 * Stores a value, or makes sure that the vault has it, and reads it back.
 *
 * @returns the fingerprint of the value
 * @throws AimError `adoption.changed` when another value is stored, which stays; as `setSecret`
 */
async function putIntoVault(secrets: SecretsManager, name: string, value: string): Promise<string> {
  const known = await secrets.describeSecret(name);
  const before = known?.exists === true ? await readBack(secrets, name) : undefined;
  if (before !== undefined && before !== value) {
    throw new AimError('adoption.changed', `Another value was stored as ${name} in the meantime`, {
      hint: 'aim secrets sweep --adopt looks at it anew',
      details: { name },
    });
  }
  if (before === undefined) await secrets.setSecret(name, value);
  if ((await readBack(secrets, name)) !== value) {
    throw new AimError(
      'secret.corrupt',
      `The store does not give back what was stored as ${name}`,
      {
        hint: 'aim secrets doctor',
        details: { name },
      },
    );
  }
  const stored = await secrets.describeSecret(name);
  return stored?.fingerprint ?? '';
}

async function readBack(secrets: SecretsManager, name: string): Promise<string | undefined> {
  const answer = (await secrets.readSecrets([name], { isUse: false })).get(name);
  if (answer !== undefined && 'error' in answer) throw answer.error;
  return answer?.state === 'present' ? answer.value : undefined;
}

/** Puts a file on record before it is changed, in the place of an attempt that was killed. */
function noteAdoption({ paths, host }: AimContext, id: number, adopted: AdoptedFile): void {
  const journal = readJournal(paths);
  const isOther = ({ file, before, after }: AdoptedFile) =>
    file !== adopted.file || before !== adopted.before || after !== adopted.after;
  const adoptions = journal.adoptions
    .map((adoption) => ({ ...adoption, files: adoption.files.filter(isOther) }))
    .filter(({ files }) => files.length > 0);
  const current = adoptions.find((adoption) => adoption.id === id);
  if (current === undefined) {
    adoptions.push({ id, at: host.now().toISOString(), files: [adopted] });
  } else current.files.push(adopted);
  writeJournal(paths, { ...journal, next: Math.max(journal.next, id + 1), adoptions });
}

function recordAdoption(
  context: AimContext,
  outcome: { file: string; secrets: readonly string[]; id: number; failure: string | null },
): Promise<void> {
  const { file, secrets: keys, id, failure } = outcome;
  const success = failure === null;
  return record(context, {
    event: 'secret_adopt',
    message: success ? `keys adopted from ${file}` : `keys not adopted from ${file}`,
    severity: success ? 'info' : 'warning',
    details: { file, keys, id, success, ...(!success && { code: failure }) },
  });
}
