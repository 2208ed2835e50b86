import { AimError, type Catalogue } from '@aim/core';

/** The longest name, in characters. */
const maxNameLength = 128;
const namePattern = /^[A-Za-z_][A-Za-z0-9_.-]*(\/[A-Za-z_][A-Za-z0-9_.-]*)?$/;

/**
 * Accepts `NAME` or `service/name`, at most 128 characters.
 *
 * @throws AimError `secret.invalid_name`
 */
export function checkSecretName(name: string): void {
  if (name.length > maxNameLength) {
    throw new AimError(
      'secret.invalid_name',
      `The secret name has ${name.length} characters; at most ${maxNameLength} are allowed`,
    );
  }
  if (!namePattern.test(name)) {
    throw new AimError('secret.invalid_name', `${JSON.stringify(name)} is not a secret name`, {
      hint: 'Use letters, digits, _ . and -, starting with a letter or _, such as OPENAI_API_KEY or openai/work',
      details: { name },
    });
  }
}

/**
 * The one name of a secret that has two: `openai/api_key` is `OPENAI_API_KEY`, the main variable
 * of that provider. Any other name is its own.
 */
export function canonicalName(name: string, catalogue: () => Catalogue): string {
  const [service, rest] = name.split('/');
  if (rest !== 'api_key') return name;
  return catalogue().providers.find((provider) => provider.id === service)?.keys[0] ?? name;
}
