import { expect, it } from '@jest/globals';
import * as services from '../src/index.js';

it('exports exactly this', () => {
  expect(Object.keys(services).sort()).toEqual(['createAim']);
});

it('answers every use case by this name, and does nothing until one is called', () => {
  expect(Object.keys(services.createAim()).sort()).toEqual([
    'backUpSecrets',
    'backupWantsPassphrase',
    'checkBackupFile',
    'checkSecrets',
    'configPaths',
    'copySecret',
    'deleteSecret',
    'describeSecret',
    'expiryWarnings',
    'exportSecrets',
    'getSecret',
    'health',
    'invoke',
    'listCapabilities',
    'listHealthChecks',
    'listSecrets',
    'listTools',
    'lockSecrets',
    'planImport',
    'planRename',
    'planRestore',
    'planRollback',
    'planRotation',
    'planRun',
    'planSetSecret',
    'planTrust',
    'planUnlock',
    'probeKeychain',
    'registerTool',
    'renameSecret',
    'restoreIndex',
    'restoreSecrets',
    'rollbackSecret',
    'rotateSecret',
    'route',
    'run',
    'secretHistory',
    'secretWhy',
    'secretsBackend',
    'secretsDoctor',
    'setSecret',
    'status',
    'sweepSecrets',
    'toolInfo',
    'trust',
    'unlockSecrets',
    'validateConfig',
    'verifySecrets',
  ]);
});
