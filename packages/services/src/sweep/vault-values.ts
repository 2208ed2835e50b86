import type { NamedValue } from '@aim/core';
import type { AimContext } from '../context.js';

/** The values of the vault, and the first failure to read one. */
export interface VaultValues {
  values: NamedValue[];
  failure?: unknown;
}

/** Reads all values in one batch, which does not count as a use. Never rejects. */
export async function readVaultValues(context: AimContext): Promise<VaultValues> {
  const values: NamedValue[] = [];
  let failure: unknown;
  try {
    const secrets = await context.secrets();
    const listed = await secrets.listSecrets();
    const names = listed.map(({ name }) => name);
    // Of a first `set` that was killed nobody was promised a value.
    const unsure = new Set(listed.filter(({ exists }) => exists === null).map(({ name }) => name));
    for (const [name, answer] of await secrets.readSecrets(names, { isUse: false })) {
      if (answer.state === 'present') values.push({ name, value: answer.value });
      else if ('error' in answer && !unsure.has(name)) failure ??= answer.error;
    }
  } catch (error) {
    failure = error;
  }
  return failure === undefined ? { values } : { values, failure };
}
