import { loadCatalogue, knownKeyNames } from '@aim/core';
import { expect, it } from '@jest/globals';
import { holdsPassword, isCredentialName } from '../../src/import/credential-name.js';

const known = knownKeyNames(loadCatalogue());

it.each([
  ...known,
  'STRIPE_SECRET',
  'DB_PASSWORD',
  'DB_PWD',
  'openaiApiKey',
  'OPENAI_API_KEY_2',
  'npm-token',
  'team.apikey',
  'PASSWORD',
])('%s is the name of a credential', (name) => {
  expect(isCredentialName(name, known)).toBe(true);
});

it.each([
  'PORT',
  'PATH',
  'PWD',
  'OLDPWD',
  'SSH_AUTH_SOCK',
  'MAX_TOKENS',
  'MONKEY',
  'NEXT_PUBLIC_API_KEY',
  'STRIPE_PUBLISHABLE_KEY',
  'KEY_FILE',
  '2',
  '',
])('%j is not', (name) => {
  expect(isCredentialName(name, known)).toBe(false);
});

it('tells an address with a password from one without', () => {
  expect(holdsPassword('postgres://user:pa55@host/db')).toBe(true);
  expect(holdsPassword('redis://:pa55@host')).toBe(true);
  for (const value of ['https://host:8080/a@b', 'postgres://user@host/db', 'user:pa55@host', '']) {
    expect(holdsPassword(value)).toBe(false);
  }
});
