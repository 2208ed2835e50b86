import { AimError } from '@aim/core';

/** The largest value, in bytes of UTF-8. */
const maxValueBytes = 1024 * 1024;

/**
 * Accepts any text that every store gives back unchanged; the empty text is one. The message
 * never holds the value or a part of it.
 *
 * @throws AimError `secret.invalid_value` for NUL, a lone surrogate, or more than 1 MiB of UTF-8
 */
export function checkSecretValue(value: string): void {
  if (value.includes('\0')) {
    throw new AimError('secret.invalid_value', 'The value holds a NUL character', {
      hint: 'Keep binary data as text, for example: base64 < FILE | aim secrets set KEY --stdin',
    });
  }
  if (/\p{Surrogate}/u.test(value)) {
    throw new AimError('secret.invalid_value', 'The value is not valid Unicode text');
  }
  const bytes = Buffer.byteLength(value, 'utf8');
  if (bytes > maxValueBytes) {
    throw new AimError(
      'secret.invalid_value',
      `The value has ${bytes} bytes; at most ${maxValueBytes} (1 MiB) can be stored`,
    );
  }
}
