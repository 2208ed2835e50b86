import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { configKey, parseConfigKey } from '../../src/config/config-key.js';

describe('a key of the configuration', () => {
  it.each([
    ['secrets.backend', ['secrets', 'backend']],
    [
      'environment.versionPins.npm.@openai/codex',
      ['environment', 'versionPins', 'npm', '@openai/codex'],
    ],
    ['registry.tools."my.tool".name', ['registry', 'tools', 'my.tool', 'name']],
    ['run.env."a\\"b"', ['run', 'env', 'a"b']],
    ['environment.pipxApps.0', ['environment', 'pipxApps', '0']],
  ])('%s is a path', (key, path) => {
    expect(parseConfigKey(key)).toEqual(path);
    expect(configKey(path)).toBe(key);
  });

  it.each(['', '.', 'a.', '.a', 'a..b', 'a."b', 'a"b"', 'a."b"c', '"\\x"'])('%j is none', (key) => {
    expect(() => parseConfigKey(key)).toThrow(expect.objectContaining({ code: 'usage.invalid' }));
  });

  it('can be written for every path', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (path) => {
        expect(parseConfigKey(configKey(path))).toEqual(path);
      }),
      { examples: [[['']], [['"']], [['a.b', '\\']]] },
    );
  });
});
