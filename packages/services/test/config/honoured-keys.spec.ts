import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { user, userConfig } from '../support/user.js';

describe('registry.tools.*.versionCommand', () => {
  it('is how a program of unknown owner is asked for its version, and runs no other program', async () => {
    const tools = {
      mine: { detectCommands: ['mine'], capabilities: ['chat'], versionCommand: ['other', 'ver'] },
    };
    const { aim, home } = user({
      [userConfig]: JSON.stringify({ registry: { tools } }),
      'bin/mine': { program: '[ "$1" = ver ] && echo "mine v3.4.5 (stable)"' },
      'bin/other': { program: 'touch "$(dirname "$0")/ran"' },
    });
    const { tools: plain } = await aim().status();
    expect(plain.find(({ id }) => id === 'mine')?.version).toBeNull();
    const { tools: asked } = await aim().status({ probe: true });
    expect(asked.find(({ id }) => id === 'mine')).toMatchObject({
      version: '3.4.5',
      evidence: `${home}/bin/mine ver told it`,
    });
    expect(existsSync(join(home, 'bin/ran'))).toBe(false);
  });
});

describe('environment.secretsVault', () => {
  const importKeyring = { source: { from: 'keyring' } } as const;

  it('is where the list of names of AIM+ lies', async () => {
    const { aim, home } = user({
      [userConfig]: '{"environment":{"secretsVault":"%USERPROFILE%/old/names.json"}}',
    });
    await expect(aim().planImport(importKeyring)).rejects.toThrow(
      `AIM+ left no list of names at ${home}/old/names.json`,
    );
  });

  it('that uses a variable that is not set is an error, with its place', async () => {
    const { aim, home } = user({
      [userConfig]: '{\n  "environment": { "secretsVault": "%OLD%/names.json" }\n}',
    });
    await expect(aim().planImport(importKeyring)).rejects.toMatchObject({
      code: 'config.invalid',
      message: `${join(home, userConfig)}:2:20: environment.secretsVault uses OLD, which is not set`,
    });
  });

  it('of a project does not choose which of my secrets are imported', async () => {
    const { aim, home } = user({
      'project/aim_config.json': '{"environment":{"secretsVault":"/elsewhere/names.json"}}',
    });
    await expect(aim({ cwd: join(home, 'project') }).planImport(importKeyring)).rejects.toThrow(
      `${home}/.aim/secrets_metadata.json`,
    );
  });
});

describe('a variable that is not set', () => {
  it('fails the attempt of a script or an endpoint, with file, line and column', async () => {
    const { aim, home } = user({
      [userConfig]: `{
  "registry": { "tools": {
    "script": { "capabilities": ["poetry"], "adapterScript": "$ADAPTERS/a.sh" },
    "box": { "capabilities": ["prose"], "endpoint": "http://\${BOX}:11434" }
  } }
}`,
    });
    const messageOf = async (capability: string) => {
      const { result } = await aim().invoke({ capability, payload: { prompt: 'hello' } });
      return result.attempts[0]?.error?.message;
    };
    const file = join(home, userConfig);
    expect(await messageOf('poetry')).toBe(
      `The script of script needs ADAPTERS, which is not set: ${file}:3:45`,
    );
    expect(await messageOf('prose')).toBe(
      `The endpoint of box needs BOX, which is not set: ${file}:4:41`,
    );
  });
});

describe('aim health config', () => {
  it('tells names that stand for nothing, once and with their places', async () => {
    const { aim, home } = user({
      [userConfig]: `{
  "registry": { "capabilities": { "chat": { "primaryTool": "claud" } } },
  "audit": { "logPath": "$LOGS/audit.jsonl" }
}`,
    });
    const { checks } = await aim().health({ only: ['config', 'missing'] });
    const file = join(home, userConfig);
    expect(checks.map(({ id, status, evidence }) => [id, status, evidence])).toEqual([
      ['config', 'ok', file],
      ['config', 'fail', `${file}:2:45`],
      ['config', 'warn', `${file}:3:14`],
      ['missing', 'skipped', null],
    ]);
  });
});
