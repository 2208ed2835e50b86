import { expect, it } from '@jest/globals';
import * as services from '../src/index.js';

it('exports exactly this', () => {
  expect(Object.keys(services).sort()).toEqual(['createAim']);
});

it('answers every use case by this name, and does nothing until one is called', () => {
  expect(Object.keys(services.createAim()).sort()).toEqual([
    'configPaths',
    'deleteSecret',
    'describeSecret',
    'getSecret',
    'health',
    'invoke',
    'listCapabilities',
    'listHealthChecks',
    'listSecrets',
    'listTools',
    'planRun',
    'planSetSecret',
    'planTrust',
    'probeKeychain',
    'registerTool',
    'route',
    'run',
    'setSecret',
    'status',
    'toolInfo',
    'trust',
    'validateConfig',
    'verifySecrets',
  ]);
});
