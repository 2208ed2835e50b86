import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { configDefaults, configSchema, lookUpConfigKey } from '../../src/config/config-schema.js';

describe('the schema of the configuration', () => {
  it('is the file that the package publishes', () => {
    const published = createRequire(import.meta.url).resolve(
      '@aim/core/schema/aim-config.schema.json',
    );
    expect(configSchema()).toEqual(JSON.parse(readFileSync(published, 'utf8')));
    expect(configSchema()).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'AIM configuration',
    });
  });

  it('knows what holds where no file says anything', () => {
    expect(configDefaults()).toMatchObject({
      environment: { healthChecks: { enabled: true } },
      audit: { enabled: true },
      secrets: { backend: 'auto', agentReads: 'refuse' },
    });
  });

  it.each([
    [['secrets', 'backend'], { default: 'auto' }],
    [['registry', 'tools', 'aider', 'inject'], { default: 'auto' }],
    [['registry', 'tools', 'aider', 'detectCommands', '0'], {}],
    [['environment', 'versionPins', 'npm', 'eslint'], {}],
    [['audit'], {}],
  ])('knows the key %j', (path, expected) => {
    expect(lookUpConfigKey(path)).toEqual(expected);
  });

  it.each([
    [['audt'], 'There is no key audt; did you mean audit?'],
    [['registry', 'tool'], 'There is no key registry.tool; did you mean registry.tools?'],
    [
      ['registry', 'tools', 'my.tool', 'pinedVersion'],
      'There is no key registry.tools."my.tool".pinedVersion; did you mean registry.tools."my.tool".pinnedVersion?',
    ],
    [['secrets', 'backend', 'x'], 'There is no key secrets.backend.x'],
    [['constructor'], 'There is no key constructor'],
  ])('does not know %j', (path, problem) => {
    expect(lookUpConfigKey(path)).toEqual({ problem });
  });
});
