import { expect, it } from '@jest/globals';
import * as environment from '../src/index.js';

it('exports exactly this', () => {
  expect(Object.keys(environment).sort()).toEqual([
    'applyRepair',
    'checkHealth',
    'compareVersions',
    'detectTools',
    'effectiveVersion',
    'healthChecks',
    'healthGroups',
    'inGroupOrder',
    'isHealthy',
    'latestOf',
    'latestPackagesOf',
    'libcOf',
    'probeVersion',
    'readLatestCache',
    'refreshLatest',
    'repairText',
    'scanCaches',
    'scanTools',
  ]);
});
