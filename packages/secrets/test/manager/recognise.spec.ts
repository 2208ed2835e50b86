import { expect, it } from '@jest/globals';
import { recognise, storedTexts } from '../../src/found.js';
import { SecretsManager } from '../../src/index.js';
import { temporaryHome } from '../support/temporary-home.js';

it('tells which value of a secret a text is', async () => {
  const home = temporaryHome();
  const secrets = new SecretsManager({ ...home, backend: 'file' });
  for (const value of ['one', 'two', 'three']) await secrets.setSecret('KEY', value);
  expect(recognise(home, 'KEY', ['three', 'two', 'one', 'four', ''])).toEqual([
    'vault',
    2,
    1,
    'other',
    'other',
  ]);
  expect(recognise(home, 'NONE', ['three'])).toEqual(['other']);
});

it('tells which texts are a value of any secret', async () => {
  const home = temporaryHome();
  expect(storedTexts(home, ['one'])).toEqual(new Set());
  const secrets = new SecretsManager({ ...home, backend: 'file' });
  for (const value of ['one', 'two']) await secrets.setSecret('KEY', value);
  await secrets.setSecret('OTHER', 'three');
  expect(storedTexts(home, ['one', 'two', 'three', 'four'])).toEqual(
    new Set(['one', 'two', 'three']),
  );
});
