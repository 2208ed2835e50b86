import { expect, it } from '@jest/globals';
import * as secrets from '../src/index.js';

it('exports these values and no others', () => {
  expect(Object.keys(secrets).sort()).toEqual([
    'SecretsManager',
    'checkSecretName',
    'checkSecretValue',
    'childEnvironment',
    'getSecret',
    'getSecretsManager',
    'isSealedWithPassphrase',
    'parseExpiry',
    'planInjection',
    'referencedSecret',
    'storeSecret',
  ]);
});
