import { describe, expect, it } from '@jest/globals';
import { configuredKeys } from '../src/configured-keys.js';

const config = {
  run: {
    env: { GITHUB_TOKEN: 'aim://GITHUB_TOKEN', TOKEN: 'aim://team/token' },
    commands: { terraform: { env: { TOKEN: 'aim://cloud/token' } } },
  },
};
const trusted = { config, sources: [] };
const everywhere = [
  { env: 'GITHUB_TOKEN', secret: 'GITHUB_TOKEN' },
  { env: 'TOKEN', secret: 'team/token' },
];

describe('configuredKeys', () => {
  it('gives every command what run.env says', () => {
    expect(configuredKeys(trusted, 'make', 'linux')).toEqual({ inject: everywhere });
    expect(configuredKeys(trusted, 'constructor', 'linux')).toEqual({ inject: everywhere });
  });

  it.each([
    ['terraform', 'linux'],
    ['./bin/terraform', 'darwin'],
    [String.raw`C:\bin\Terraform\terraform.EXE`, 'win32'],
  ] as const)('lets %s have its own on %s', (command, platform) => {
    expect(configuredKeys(trusted, command, platform).inject).toEqual([
      { env: 'GITHUB_TOKEN', secret: 'GITHUB_TOKEN' },
      { env: 'TOKEN', secret: 'cloud/token' },
    ]);
  });

  it('takes an extension for part of the name where it is no extension', () => {
    expect(configuredKeys(trusted, 'terraform.exe', 'linux').inject).toEqual(everywhere);
  });

  it('says when a project waits for trust', () => {
    const place = { path: '/p/aim_config.json', kind: 'project' as const };
    const source = {
      ...place,
      trusted: false,
      withheld: [{ path: 'run', reason: '' }],
      config: {},
    };
    const { inject, untrusted } = configuredKeys(
      { config: {}, sources: [source] },
      'make',
      'linux',
    );
    expect(inject).toEqual([]);
    expect(untrusted).toMatchObject({ code: 'config.untrusted' });
  });
});
