import { readRows } from '../index/index-file.js';
import { readSecrets } from './read-secrets.js';
import type { SecretsContext } from './secrets-context.js';

/** What storing a value does: `keep` leaves a value that differs as it is. */
export type StoreAction = 'add' | 'same' | 'replace' | 'keep';

/**
 * Compares values with those that are stored under their names, and changes nothing.
 *
 * @param force - replaces what differs
 * @throws AimError of the first store that failed
 */
export async function compareStored(
  context: SecretsContext,
  secrets: readonly { name: string; value: string }[],
  force: boolean,
): Promise<StoreAction[]> {
  const names = new Set(readRows(context.paths).map(({ name }) => name));
  const known = secrets.map(({ name }) => name).filter((name) => names.has(name));
  const answers = await readSecrets(context, known);
  return secrets.map(({ name, value }) => {
    const answer = answers.get(name);
    if (answer === undefined || answer.state === 'absent') return 'add';
    if ('error' in answer) throw answer.error;
    if (answer.value === value) return 'same';
    return force ? 'replace' : 'keep';
  });
}
