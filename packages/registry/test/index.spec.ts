import { expect, it } from '@jest/globals';
import * as registry from '../src/index.js';

it('exports exactly this', () => {
  expect(Object.keys(registry).sort()).toEqual([
    'accountsOf',
    'buildRegistry',
    'capabilities',
    'errorClasses',
    'findTool',
    'getFallbackChain',
    'getToolInfo',
    'grantFor',
    'invokeFailure',
    'invokeJob',
    'invokeRoute',
    'invokeTool',
    'isLoggedIn',
    'loadRegistry',
    'localityOf',
    'mayWrite',
    'nativeTool',
    'needsProgram',
    'ollamaAddress',
    'openRegistry',
    'planRoute',
    'registerTool',
    'removeRegistration',
    'routeCapability',
    'shownAddress',
    'toolEnvironment',
    'toolFiles',
    'toolKeys',
    'writeManifest',
    'writeRegistration',
  ]);
});
