import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '@aim/core';
import { canonicalName, checkSecretName } from '../src/secret-name.js';

describe('checkSecretName', () => {
  it.each(['OPENAI_API_KEY', '_', 'a.b-c', 'openai/api_key', '__proto__', `N${'x'.repeat(127)}`])(
    'accepts %s',
    (name) => {
      expect(() => checkSecretName(name)).not.toThrow();
    },
  );

  it.each([
    ['empty', ''],
    ['a leading digit', '1KEY'],
    ['two slashes', 'a/b/c'],
    ['an empty part', 'a/'],
    ['a path', '../KEY'],
    ['an assignment', 'A=B'],
    ['a space', 'MY KEY'],
    ['a newline at the end', 'KEY\n'],
    ['a letter that is not ASCII', 'KÉY'],
    ['129 characters', `N${'x'.repeat(128)}`],
  ])('refuses %s', (_, name) => {
    expect(() => checkSecretName(name)).toThrow(
      expect.objectContaining({ code: 'secret.invalid_name' }),
    );
  });
});

describe('canonicalName', () => {
  it.each([
    ['openai/api_key', 'OPENAI_API_KEY'],
    ['google/api_key', 'GEMINI_API_KEY'],
    ['openai/work', 'openai/work'],
    ['acme/api_key', 'acme/api_key'],
    ['OPENAI_API_KEY', 'OPENAI_API_KEY'],
  ])('%s is %s', (name, canonical) => {
    expect(canonicalName(name, loadCatalogue)).toBe(canonical);
  });
});
