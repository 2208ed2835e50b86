import { AimError } from '@aim/core';
import { checkSecretName } from '../secret-name.js';

const scheme = 'aim://';

/** The name in a reference `aim://NAME`, checked by nobody yet; undefined for any other text. */
export function referencedSecret(text: string | undefined): string | undefined {
  return text?.startsWith(scheme) === true ? text.slice(scheme.length) : undefined;
}

/**
 * Refuses a reference to what no secret can be named. The text is not repeated: it may be a value.
 *
 * @throws AimError `secret.invalid_name`, which names the variable
 */
export function checkReference(variable: string, secret: string): void {
  try {
    checkSecretName(secret);
  } catch {
    throw new AimError(
      'secret.invalid_name',
      `What ${variable} refers to with ${scheme} is not the name of a secret`,
      {
        hint: `Write it as in ${variable}=${scheme}OPENAI_API_KEY; the names are in: aim secrets list`,
        details: { variable },
      },
    );
  }
}

/**
 * The error for a variable that names a secret which is not stored. The name is not repeated: it
 * may be a value.
 */
export function referenceAbsent(
  variable: string,
  hint = 'The names are in: aim secrets list',
): AimError {
  return new AimError('secret.absent', `The secret named for ${variable} is not stored`, {
    hint,
    details: { variable },
  });
}
