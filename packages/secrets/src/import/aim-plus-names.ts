import { AimError, isPlainObject, readTextFile, tryParseJson, type Host } from '@aim/core';
import { join } from 'node:path';

/** What AIM+ wrote down of a secret in its `secrets_metadata.json`. */
export interface AimPlusName {
  name: string;
  description?: string;
  /** RFC 3339 in UTC. */
  createdAt?: string;
}

/** Where AIM+ kept its list. */
export function aimPlusListPath(host: Pick<Host, 'home'>): string {
  return join(host.home, '.aim', 'secrets_metadata.json');
}

/**
 * The names that AIM+ listed: an object of `{description, created_at}` by name.
 *
 * @throws AimError `usage.invalid` when there is no such file, `import.invalid` when it is no list
 */
export function readAimPlusNames(path: string): AimPlusName[] {
  const text = readTextFile(path);
  if (text === undefined) {
    throw new AimError('usage.invalid', `AIM+ left no list of names at ${path}`, {
      hint: 'Name the list, if it lies elsewhere: aim secrets import --from keyring FILE',
      details: { path },
    });
  }
  const list = tryParseJson(text);
  if (!isPlainObject(list)) {
    throw new AimError('import.invalid', `${path} is not the list of names that AIM+ wrote`, {
      hint: 'Nothing was imported. A key that you know the name of: aim secrets set KEY',
      details: { path },
    });
  }
  return Object.entries(list).map(([name, row]) => ({ name, ...factsOf(row) }));
}

function factsOf(row: unknown): Omit<AimPlusName, 'name'> {
  const { description, created_at } = (row ?? {}) as Record<string, unknown>;
  const created = typeof created_at === 'string' ? new Date(created_at) : undefined;
  const isTime = created !== undefined && !Number.isNaN(created.getTime());
  return {
    ...(typeof description === 'string' && description !== '' && { description }),
    ...(isTime && { createdAt: created.toISOString() }),
  };
}
