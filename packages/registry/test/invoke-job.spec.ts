import { describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AimConfig } from '@aim/core';
import type { Payload } from '../src/index.js';
import { invokeFailure, invokeTool, routeCapability } from '../src/index.js';
import { program, tempFolder, testHost } from './support/machine.js';

/** Somebody with this configuration and these programs on PATH. */
function user(config: AimConfig = {}, programs: Record<string, string> = {}) {
  const home = tempFolder();
  const bin = join(home, 'bin');
  mkdirSync(bin);
  for (const [name, text] of Object.entries(programs)) program(bin, name, text);
  mkdirSync(join(home, 'aim/config'), { recursive: true });
  writeFileSync(join(home, 'aim/config/aim_config.json'), JSON.stringify(config));
  const env = {
    PATH: `${bin}:/usr/bin:/bin`,
    AIM_HOME: join(home, 'aim'),
    AIM_SECRETS_BACKEND: 'file',
    OLLAMA_HOST: 'http://127.0.0.1:1',
  };
  return { home, bin, host: testHost(home, env) };
}

describe('a job', () => {
  it('whose payload is not one of its capability is told so, and nothing is started', async () => {
    const { host } = user({}, { claude: 'touch started' });
    const payload = { prompt: 7 } as never;
    const result = await routeCapability('chat', payload, { host });
    expect(result).toMatchObject({
      contract: 'AIM_PLUS_V1',
      success: false,
      status: 'error',
      message: 'The job is not valid: payload.prompt: expected string, found number',
      error: { class: 'INVALID_ARGUMENT', fallback: false },
      route: { chosen: 'claude' },
      attempts: [],
    });
    expect(invokeFailure(result)).toMatchObject({ code: 'invoke.invalid_payload' });
  });

  it('may not name a file that holds credentials', async () => {
    const { host } = user({}, { claude: 'touch started' });
    const payload = { prompt: 'x', files: ['a.ts', '.env'] };
    const result = await routeCapability('chat', payload, { host });
    expect(result.message).toContain('payload.files.1: expected no file of **/.env');
  });

  it('has the time of its capability, unless it says another', async () => {
    const config = {
      registry: { capabilities: { chat: { primaryTool: 'claude', timeoutMs: 300 } } },
    };
    const { host } = user(config, { claude: 'sleep 61' });
    const result = await routeCapability('chat', { prompt: 'x' }, { host });
    expect(result.error).toMatchObject({ class: 'DEADLINE_EXCEEDED' });
    expect(result.message).toContain('0.3 s');
    const other = await routeCapability('chat', { prompt: 'x' }, { host, deadlineMs: 200 });
    expect(other.message).toContain('0.2 s');
  });

  it('fails at a tool that answers in a form of its own, and goes on to the next', async () => {
    const registry = {
      tools: {
        odd: { adapterScript: './odd.sh', capabilities: ['linting'], keys: [] },
        good: { adapterScript: './good.sh', capabilities: ['linting'], keys: [] },
      },
      capabilities: { linting: { primaryTool: 'odd', fallbacks: ['good'] } },
    };
    const { home, host } = user({ registry });
    const reply = (content: string) => `echo '{"success":true,"message":"","content":${content}}'`;
    program(join(home, 'aim/config'), 'odd.sh', reply('{"issues_found":"many"}'));
    program(join(home, 'aim/config'), 'good.sh', reply('{"issues_found":0}'));
    const result = await routeCapability('linting', {}, { host });
    expect(result).toMatchObject({ success: true, tool: 'good', content: { issues_found: 0 } });
    expect(result.attempts[0]?.error).toMatchObject({
      class: 'OUTPUT_INVALID',
      message: 'odd answered in another form: content.issues_found: expected integer, found string',
    });
  });
});

describe('linting', () => {
  it('goes to the linters that the job names, and to no other', async () => {
    const { host } = user({}, { ruff: `echo '[{}]'`, eslint: `echo '[]'` });
    const job = (payload: Payload) =>
      routeCapability('linting', payload, { host, permission: 'workspace-write' });
    expect((await job({})).tool).toBe('ruff');
    expect((await job({ linters: ['eslint', 'ruff'] })).tool).toBe('eslint');
    expect((await job({ linters: ['pylint'] })).route.candidates[0]).toMatchObject({
      tool: 'pylint',
      excludedBy: 'not-registered',
    });
  });
});

describe('version_checking', () => {
  it('is answered by AIM itself, and no tool is started', async () => {
    const { host } = user({}, { claude: 'touch started', codex: 'touch started' });
    expect(await routeCapability('version_checking', {}, { host })).toMatchObject({
      contract: 'AIM_PLUS_V1',
      success: true,
      tool: 'aim',
      status: 'ok',
      content: { versions: { claude: 'unknown', codex: 'unknown' }, updates_available: {} },
      route: { chosen: 'aim' },
      attempts: [],
    });
  });

  it('tells of the tools that are asked for, also of those that are not there', async () => {
    const { host } = user({}, { claude: '' });
    const tools = ['claude', 'codex', 'cluade'];
    expect(await routeCapability('version_checking', { tools }, { host })).toMatchObject({
      status: 'partial',
      message: '1 of 2 tools are installed',
      content: { versions: { claude: 'unknown', codex: null } },
      warnings: ['No tool cluade is known; did you mean claude?'],
    });
  });

  it('does not say that there are no updates when nobody looked', async () => {
    const { host } = user();
    expect(
      await routeCapability('version_checking', { check_updates: true }, { host }),
    ).toMatchObject({ status: 'partial', warnings: ['Newer versions were not looked for'] });
  });

  it('is given to a tool that is named', async () => {
    const tool = { adapterScript: './v.sh', capabilities: ['version_checking'], keys: [] };
    const { home, host } = user({ registry: { tools: { v: tool } } });
    const reply = '{"success":true,"message":"","content":{"versions":{"v":"1"}}}';
    program(join(home, 'aim/config'), 'v.sh', `echo '${reply}'`);
    expect(await invokeTool('v', 'version_checking', {}, { host })).toMatchObject({
      tool: 'v',
      content: { versions: { v: '1' } },
    });
  });
});
