import { AimError } from '@aim/core';
import type { FailedState } from '../store/secret-store.js';

/** The error for a keyring of AIM+ that does not answer. */
export function keyringError(state: FailedState, reason: string): AimError {
  return new AimError(`secret.${state}`, `The Python keyring cannot be read: ${reason}`, {
    hint:
      state === 'locked'
        ? 'Nothing was imported. Unlock the keyring, then try again'
        : 'Nothing was imported. Run it in the desktop session that AIM+ was used in',
    details: { reason },
  });
}

/** The error for a Linux without the program that reads what Python stored. */
export function needsSecretTool(): AimError {
  return new AimError(
    'import.needs_program',
    'The Python keyring is read with secret-tool, which is not on PATH',
    {
      hint: 'Install it: apt install libsecret-tools (Debian, Ubuntu), dnf install libsecret (Fedora)',
      details: { program: 'secret-tool' },
    },
  );
}

/** The error for Windows, where Python names its entries as no other program does. */
export function needsPython(names: readonly string[]): AimError {
  return new AimError(
    'import.needs_program',
    `On Windows only Python itself can read its keyring; AIM+ kept there: ${names.join(', ')}`,
    {
      hint: `For each of them: python -m keyring get aim-plus ${names[0]} | aim secrets set ${names[0]} --stdin`,
      details: { program: 'python', names },
    },
  );
}
