import { describe, expect, it } from '@jest/globals';
import { aimPaths, loadCatalogue, reportError, type AimConfig, type Host } from '@aim/core';
import { SecretsManager } from '@aim/secrets';
import { toolEnvironment, toolKeys } from '../../src/invoke/tool-environment.js';
import { buildRegistry } from '../../src/tools/build-registry.js';
import type { Tool } from '../../src/tools/tool.js';
import { tempFolder, testHost } from '../support/machine.js';

/** A user with these variables, and secrets in the sealed file. */
async function user(env: Host['env'], secrets: Record<string, string> = {}, config?: AimConfig) {
  const home = tempFolder();
  const host = testHost(home, { AIM_HOME: home, AIM_SECRETS_BACKEND: 'file', ...env });
  const manager = new SecretsManager({ host, paths: aimPaths(host) });
  for (const [name, value] of Object.entries(secrets)) await manager.setSecret(name, value);
  const catalogue = loadCatalogue();
  const registry = buildRegistry(catalogue, config ?? {});
  const tool = (id: string) => registry.tools.get(id) as Tool;
  return { tool, sources: { host, catalogue, registry, secrets: manager } };
}

const own: AimConfig = {
  registry: { tools: { own: { keys: ['CORP_TOKEN'], adapterScript: '/own.sh' } } },
};

describe('the environment of a tool', () => {
  it('holds no inherited key that another tool of the configuration declares', async () => {
    const { tool, sources } = await user({ CORP_TOKEN: 'corp-0123456789', PLAIN: 'x' }, {}, own);
    const claude = await toolEnvironment(tool('claude'), sources);
    expect(claude.env).not.toHaveProperty('CORP_TOKEN');
    expect(claude.env).toMatchObject({ PLAIN: 'x' });
    const itself = await toolEnvironment(tool('own'), sources);
    expect(itself).toMatchObject({
      env: { CORP_TOKEN: 'corp-0123456789' },
      values: ['corp-0123456789'],
    });
  });

  it('holds no inherited variable that bears the name of a stored secret', async () => {
    const env = { DATABASE_URL: 'postgres://inherited' };
    const { tool, sources } = await user(env, { DATABASE_URL: 'postgres://stored' });
    // A tool without keys as well: its plan needs no list of secrets.
    for (const id of ['claude', 'ollama']) {
      expect((await toolEnvironment(tool(id), sources)).env).not.toHaveProperty('DATABASE_URL');
    }
  });

  it('knows as keys what the catalogue, the registry and the index name', async () => {
    const { tool, sources } = await user({}, { DATABASE_URL: 'x', 'corp/work': 'y' }, own);
    const { knownKeys } = await toolKeys(tool('claude'), sources);
    expect([...knownKeys]).toEqual(
      expect.arrayContaining(['OPENAI_API_KEY', 'GROQ_API_KEY', 'CORP_TOKEN', 'DATABASE_URL']),
    );
    expect(knownKeys.has('corp/work')).toBe(false);
  });

  it('holds the secret that a variable refers to; the tool is not started when it is absent', async () => {
    const env = { ANTHROPIC_API_KEY: 'aim://work/claude' };
    const stored = await user(env, { 'work/claude': 'sk-work-0123456789' });
    expect(await toolEnvironment(stored.tool('claude'), stored.sources)).toMatchObject({
      env: { ANTHROPIC_API_KEY: 'sk-work-0123456789' },
      values: ['sk-work-0123456789'],
    });
    const absent = await user(env);
    const { problem } = await toolEnvironment(absent.tool('claude'), absent.sources);
    expect(problem).toMatchObject({
      code: 'secret.absent',
      message: 'The secret named for ANTHROPIC_API_KEY is not stored',
    });
  });

  it('cannot hold a value that Linux refuses: the tool is not started, and why', async () => {
    // 131,072 bytes are name, `=`, value and NUL.
    const most = 'v'.repeat(131_072 - 'ANTHROPIC_API_KEY'.length - 2);
    const fits = await user({}, { ANTHROPIC_API_KEY: most });
    expect(await toolEnvironment(fits.tool('claude'), fits.sources)).not.toHaveProperty('problem');
    const large = await user({}, { ANTHROPIC_API_KEY: `${most}v` });
    const { problem } = await toolEnvironment(large.tool('claude'), large.sources);
    expect(problem).toMatchObject({
      code: 'run.failed',
      message:
        'ANTHROPIC_API_KEY is too large for an environment variable: 131073 bytes, the limit is 131072',
      details: { variable: 'ANTHROPIC_API_KEY', bytes: 131_073 },
    });
    expect(JSON.stringify(reportError(problem))).not.toContain('vvvv');
    const elsewhere = { ...large.sources, host: { ...large.sources.host, platform: 'darwin' } };
    const mac = await toolEnvironment(large.tool('claude'), elsewhere as never);
    expect(mac).not.toHaveProperty('problem');
  });
});
