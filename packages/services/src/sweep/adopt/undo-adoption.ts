import { AimError, writeFileAtomic } from '@aim/core';
import type { SecretsManager } from '@aim/secrets';
import * as fs from 'node:fs';
import type { AimContext } from '../../context.js';
import { ensureHumanRead } from '../../human-read.js';
import { record } from '../../record.js';
import { reversed, sha256, withEdits } from './edits.js';
import { readJournal, stateOf, withJournalLock, writeJournal } from './journal.js';
import { leftovers, removeLeftovers } from './leftovers.js';
import type { AdoptedFile, AdoptedValue, Adoption, AdoptionInfo } from './types.js';

/** The adoptions that can be taken back, the oldest first. @throws AimError `file.corrupt` */
export async function listAdoptions({ paths }: AimContext): Promise<AdoptionInfo[]> {
  const all = readJournal(paths).adoptions.map(infoOf);
  return all.filter(
    (each) => each.leftovers.length > 0 || each.files.some(({ state }) => state !== 'restored'),
  );
}

/**
 * What an undo would take back: the last adoption unless told. Reads no value.
 *
 * @throws AimError `adoption.absent`; `adoption.changed` when a file is not as it was left
 */
export async function planAdoptionUndo({ paths }: AimContext, id?: number): Promise<AdoptionInfo> {
  return infoOf(findAdoption(readJournal(paths).adoptions, id));
}

/**
 * Puts the keys of an adoption back into its files, byte for byte, and leaves them in the vault.
 * All files are made ready before the first is written. For a person only, as it writes values out.
 *
 * @throws AimError as `planAdoptionUndo`; `secret.agent_refused`; `secret.absent` when the vault has
 *   a value no more; `secret.*` of the store
 */
export async function undoAdoption(context: AimContext, id?: number): Promise<AdoptionInfo> {
  const { paths } = context;
  const { id: wanted, files } = await planAdoptionUndo(context, id);
  const keys = [...new Set(files.flatMap(({ secrets }) => secrets))];
  const asker = await ensureHumanRead(context, { keys, done: 'written back' });
  return withJournalLock(paths, async () => {
    const journal = readJournal(paths);
    removeLeftovers(journal.adoptions);
    const adoption = findAdoption(journal.adoptions, wanted);
    const info = infoOf(adoption);
    const secrets = await context.secrets();
    const ready: { file: string; bytes: Buffer; mode: number }[] = [];
    for (const adopted of adoption.files) {
      if (stateOf(adopted) === 'adopted') ready.push(await restoredFile(secrets, adopted));
    }
    for (const { file, bytes, mode } of ready) {
      writeFileAtomic(file, bytes, { mode, group: fs.statSync(file).gid });
    }
    const adoptions = journal.adoptions.filter((each) => each.id !== wanted);
    writeJournal(paths, { ...journal, adoptions });
    await record(context, {
      event: 'secret_adopt_undo',
      message: `keys written back to ${ready.map(({ file }) => file).join(', ')}`,
      severity: 'warning',
      details: { id: wanted, files: ready.map(({ file }) => file), keys, asker, success: true },
    });
    return info;
  });
}

function findAdoption(adoptions: readonly Adoption[], id: number | undefined): Adoption {
  const isThere = ({ files }: Adoption) => files.some((file) => stateOf(file) !== 'restored');
  const found =
    id === undefined ? adoptions.findLast(isThere) : adoptions.find((each) => each.id === id);
  if (found === undefined || !isThere(found)) {
    const what = id === undefined ? 'No adoption' : `No adoption ${id}`;
    throw new AimError('adoption.absent', `${what} is there to take back`, {
      hint: 'aim secrets sweep --json lists them: data.adoptions',
      details: { id },
    });
  }
  for (const file of found.files) checkState(file);
  return found;
}

function checkState(adopted: AdoptedFile): void {
  const state = stateOf(adopted);
  if (state === 'adopted' || state === 'restored') return;
  const { file, edits } = adopted;
  const names = [...new Set(edits.map(({ secret }) => secret))].join(', ');
  const what = { changed: 'was changed since its keys were adopted', missing: 'is not there' };
  throw new AimError('adoption.changed', `${file} ${what[state]}: nothing was changed`, {
    hint: `Put the value back yourself: aim secrets get ${names} --show`,
    details: { path: file },
  });
}

function infoOf(adoption: Adoption): AdoptionInfo {
  const { id, at, files } = adoption;
  return {
    id,
    at,
    files: files.map((adopted) => ({
      file: adopted.file,
      state: stateOf(adopted),
      secrets: [...new Set(adopted.edits.map(({ secret }) => secret))],
    })),
    leftovers: leftovers([adoption]),
  };
}

async function restoredFile(secrets: SecretsManager, adopted: AdoptedFile) {
  const { file, edits, before, mode } = adopted;
  const held: string[] = [];
  for (const edit of edits) held.push(await valueOf(secrets, edit, file));
  const written = edits.map((edit) => ({ ...edit, text: edit.reference }));
  const bytes = withEdits(fs.readFileSync(file), reversed(written, held));
  if (sha256(bytes) !== before) throw valueGone(file, edits[0] as AdoptedValue);
  // What others were let in to since then must not be let in to a key.
  return { file, bytes, mode: fs.statSync(file).mode & mode };
}

/** The value that was adopted: the present one of the secret, or one of its kept versions. */
async function valueOf(secrets: SecretsManager, edit: AdoptedValue, file: string): Promise<string> {
  const { secret, fingerprint } = edit;
  const known = await secrets.describeSecret(secret);
  const version =
    known?.fingerprint === fingerprint
      ? undefined
      : (await secrets.listVersions(secret)).findLast((each) => each.fingerprint === fingerprint);
  // An index that was made anew has other fingerprints: the hash of the file decides.
  const value =
    version === undefined
      ? await secrets.getSecret(secret)
      : await secrets.readVersion(secret, version.version);
  if (value === undefined) throw valueGone(file, edit);
  return value;
}

function valueGone(file: string, { secret }: AdoptedValue): AimError {
  return new AimError(
    'secret.absent',
    `The vault does not have the value of ${secret} any more that stood in ${file}: nothing was changed`,
    { hint: `aim secrets history ${secret}`, details: { path: file, name: secret } },
  );
}
