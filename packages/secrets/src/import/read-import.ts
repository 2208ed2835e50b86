import { decryptAge } from '../backup/age.js';
import { parseBackup } from '../backup/backup-format.js';
import type { SecretsContext } from '../manager/secrets-context.js';
import { readDotenv } from './read-dotenv.js';
import { readKeyring } from './read-keyring.js';
import type { Candidate, ImportSelection, ImportSource, Reading } from './source.js';

/**
 * What a source holds, read once.
 *
 * @throws AimError as the readers of each
 */
export async function readImport(
  context: SecretsContext,
  source: ImportSource,
  selection: ImportSelection,
): Promise<Reading> {
  switch (source.from) {
    case 'dotenv':
      return readDotenv(source);
    case 'env':
      return all(environment(context.host.env));
    case 'keyring':
      return readKeyring(await context.keychain(), source.path, selection);
    case 'backup':
      return all(await fromBackup(source));
  }
}

function all(candidates: Candidate[]): Reading {
  return { candidates, skipped: [], notes: [] };
}

function environment(env: Readonly<Record<string, string | undefined>>): Candidate[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
}

async function fromBackup({
  file,
  path,
  key,
}: Extract<ImportSource, { from: 'backup' }>): Promise<Candidate[]> {
  const { secrets } = parseBackup(await decryptAge(file, key, path), path);
  return secrets.map(({ expiresAt, ...secret }) => ({
    ...secret,
    ...(expiresAt !== null && { expiresAt }),
  }));
}
