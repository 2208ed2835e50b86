import { expect, it } from '@jest/globals';
import * as exporting from '../src/export.js';
import * as secrets from '../src/index.js';

it('exports these values and no others', () => {
  expect(Object.keys(secrets).sort()).toEqual([
    'SecretsManager',
    'canonicalName',
    'checkSecretName',
    'checkSecretValue',
    'childEnvironment',
    'getSecret',
    'getSecretsManager',
    'isSealedWithPassphrase',
    'parseExpiry',
    'planInjection',
    'referenceAbsent',
    'referencedSecret',
    'storeSecret',
  ]);
});

it('exports these from @aim/secrets/export', () => {
  expect(Object.keys(exporting).sort()).toEqual([
    'canExportName',
    'checkExportName',
    'exportFormats',
    'formatExport',
    'githubMasks',
    'quoteFish',
    'quotePowerShell',
    'quoteSh',
  ]);
});
