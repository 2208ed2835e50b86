import { isVariableName } from '@aim/core';
import type { SecretAnswer } from '../store/secret-store.js';

/**
 * A copy of `env` with the secrets that are there and whose names are names of variables.
 *
 * @throws AimError of the first secret whose store failed: a child must not run with half its keys
 */
export function injectIntoEnv(
  answers: ReadonlyMap<string, SecretAnswer>,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const result = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined) result.set(name, value);
  }
  for (const [name, answer] of answers) {
    if (!isVariableName(name) || answer.state === 'absent') continue;
    if (answer.state !== 'present') throw answer.error;
    result.set(name, answer.value);
  }
  return Object.fromEntries(result);
}
