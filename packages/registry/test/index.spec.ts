import { expect, it } from '@jest/globals';
import * as registry from '../src/index.js';

it('exports exactly this', () => {
  expect(Object.keys(registry).sort()).toEqual([
    'buildRegistry',
    'capabilities',
    'errorClasses',
    'findTool',
    'getFallbackChain',
    'getToolInfo',
    'grantFor',
    'invokeFailure',
    'invokeOn',
    'invokeRoute',
    'invokeTool',
    'isLoggedIn',
    'listOpenBreakers',
    'loadRegistry',
    'mayWrite',
    'needsProgram',
    'ollamaAddress',
    'openBreakers',
    'openRegistry',
    'planRoute',
    'planWithBreakers',
    'registerTool',
    'resetBreakers',
    'routeCapability',
    'shownAddress',
    'toolEnvironment',
    'toolFiles',
    'toolKeys',
    'writeRegistration',
  ]);
});
