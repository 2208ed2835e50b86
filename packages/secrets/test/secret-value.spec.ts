import { describe, expect, it } from '@jest/globals';
import { checkSecretValue } from '../src/secret-value.js';

describe('checkSecretValue', () => {
  it.each([
    ['the empty text', ''],
    ['exactly 1 MiB', 'x'.repeat(1024 * 1024)],
    ['a pair of surrogates', '🔑'],
    ['a newline at the end', 'key\n'],
  ])('accepts %s', (_, value) => {
    expect(() => checkSecretValue(value)).not.toThrow();
  });

  it.each([
    ['NUL', 'sk-hidden\0tail', 'NUL'],
    ['half of a surrogate pair', 'sk-hidden\ud83d', 'Unicode'],
    ['the other half alone', '\udd11sk-hidden', 'Unicode'],
    ['more than 1 MiB of bytes', `sk-hidden${'é'.repeat(512 * 1024)}`, '1048585 bytes'],
  ])('refuses %s without showing the value', (_, value, expected) => {
    let error: unknown;
    try {
      checkSecretValue(value);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({
      code: 'secret.invalid_value',
      message: expect.stringContaining(expected),
    });
    expect(JSON.stringify([String(error), error])).not.toContain('sk-hidden');
  });
});
