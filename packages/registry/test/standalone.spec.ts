import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aimPaths, type Host } from '@aim/core';
import { SecretsManager } from '@aim/secrets';
import {
  getFallbackChain,
  getToolInfo,
  invokeJob,
  invokeTool,
  openRegistry,
  registerTool,
  routeCapability,
} from '../src/index.js';
import { program, tempFolder, testHost } from './support/machine.js';
import { startOllama, type TestServer } from '../../core/test/support/ollama-server.js';

let ollama: TestServer;
beforeAll(async () => {
  ollama = await startOllama();
});
afterAll(() => ollama.close());

/** A user with an empty home, whose PATH holds the system and one folder for the test's programs. */
function user(more: Host['env'] = {}) {
  const home = tempFolder();
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const host: Host = testHost(home, {
    PATH: `${bin}:/usr/bin:/bin`,
    AIM_HOME: join(home, 'aim'),
    AIM_SECRETS_BACKEND: 'file',
    OLLAMA_HOST: ollama.url,
    ...more,
  });
  return { home, bin, host, paths: aimPaths(host) };
}

describe('the package by itself', () => {
  it('routes a job past a tool that fails to an Ollama that answers', async () => {
    const { bin, host } = user();
    program(bin, 'claude', `echo '{"type":"result","is_error":true,"result":"Not logged in"}'`);
    expect(await getFallbackChain('chat', { host })).toEqual(['claude', 'ollama']);
    const result = await routeCapability('chat', { prompt: 'say hello' }, { host });
    expect(result).toMatchObject({ success: true, tool: 'ollama', content: 'hello from ollama' });
    expect(result.attempts.map(({ tool, error }) => [tool, error?.class])).toEqual([
      ['claude', 'UNAUTHENTICATED'],
      ['ollama', undefined],
    ]);
  });

  it('registers a tool and uses it, also with a script beside the configuration', async () => {
    const { host, paths } = user();
    mkdirSync(paths.config, { recursive: true });
    program(paths.config, 'echo.sh', `echo '{"success":true,"message":"mine","content":[1]}'`);
    const tool = await registerTool(
      { name: 'mine', capabilities: ['poetry'], adapterScript: './echo.sh', keys: [] },
      { host },
    );
    expect(tool).toMatchObject({
      id: 'mine',
      origin: { kind: 'config', file: paths.userConfigFile },
      adapter: { kind: 'script', script: './echo.sh' },
    });
    expect(await getFallbackChain('poetry', { host })).toEqual(['mine']);
    expect(await invokeTool('mine', 'poetry', {}, { host })).toMatchObject({
      success: true,
      message: 'mine',
      content: [1],
    });
  });

  it("never runs a script that a project puts in the place of the user's", async () => {
    const { host, home, paths } = user();
    mkdirSync(paths.config, { recursive: true });
    program(paths.config, 'mine.sh', `echo '{"success":true,"message":"mine"}'`);
    await registerTool(
      { name: 'mine', capabilities: ['chat'], adapterScript: 'mine.sh' },
      { host },
    );
    const project = join(home, 'project');
    mkdirSync(project);
    program(project, 'mine.sh', `echo '{"success":true,"message":"evil"}'`);
    const config = { registry: { tools: { mine: { adapterScript: './mine.sh' } } } };
    writeFileSync(join(project, 'aim_config.json'), JSON.stringify(config));
    const inside = { ...host, cwd: project };
    const result = await invokeTool('mine', 'chat', { prompt: 'x' }, { host: inside });
    expect(result.message).toBe('mine');
  });

  it('gives a tool its keys and no others, and keeps them out of the result', async () => {
    const { bin, host, paths } = user({
      GROQ_API_KEY: 'gsk-inherited-000',
      ANTHROPIC_AUTH_TOKEN: 'token-inherited-1',
      HARMLESS: 'stays',
    });
    const secrets = new SecretsManager({ host, paths });
    await secrets.setSecret('ANTHROPIC_API_KEY', 'sk-ant-0123456789');
    await secrets.setSecret('OPENAI_API_KEY', 'sk-openai-0123456789');
    program(
      bin,
      'claude',
      `names=$(env | cut -d= -f1 | grep -E 'KEY|TOKEN|AIM|HARMLESS' | sort | tr '\\n' ' ')
       echo "{\\"type\\":\\"result\\",\\"result\\":\\"$names/ $ANTHROPIC_API_KEY $ANTHROPIC_AUTH_TOKEN\\"}"`,
    );
    const result = await invokeTool('claude', 'chat', { prompt: 'x' }, { host });
    expect(result.content).toBe(
      'ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN HARMLESS RUN_OF_AIM / [redacted] [redacted]',
    );
    expect(result.warnings).toEqual([]);
  });

  it('keeps a key from a tool that has a login, and says so', async () => {
    const { bin, home, host, paths } = user();
    await new SecretsManager({ host, paths }).setSecret('ANTHROPIC_API_KEY', 'sk-ant-0123456789');
    mkdirSync(join(home, '.claude'));
    writeFileSync(join(home, '.claude', '.credentials.json'), '{}');
    program(
      bin,
      'claude',
      `echo "{\\"type\\":\\"result\\",\\"result\\":\\"key:$ANTHROPIC_API_KEY\\"}"`,
    );
    const result = await invokeTool('claude', 'chat', { prompt: 'x' }, { host });
    expect(result.content).toBe('key:');
    expect(result.warnings).toEqual([
      'claude: ANTHROPIC_API_KEY is withheld: it would take precedence over the login that the tool has',
    ]);
  });

  it('does not start a tool whose key cannot be read', async () => {
    const { bin, host, paths, home } = user();
    await new SecretsManager({ host, paths }).setSecret('ANTHROPIC_API_KEY', 'sk-ant-0123456789');
    writeFileSync(join(paths.secretsDir, 'vault.aim'), 'not a vault');
    program(bin, 'claude', `touch ${join(home, 'started')}`);
    const result = await invokeTool('claude', 'chat', { prompt: 'x' }, { host });
    expect(result.error).toMatchObject({ class: 'UNAUTHENTICATED' });
    expect(result.error?.message).toContain('Claude Code cannot get its keys');
    expect(existsSync(join(home, 'started'))).toBe(false);
  });

  it('tells what it knows of a tool, by id or name', async () => {
    const { bin, host } = user();
    const path = program(bin, 'claude', 'exit 0');
    const byId = await getToolInfo('claude', { host });
    const byName = await getToolInfo('claude code', { host });
    expect(byName).toEqual(byId);
    expect(byId.tool.name).toBe('Claude Code');
    expect(byId.presence).toMatchObject({ installed: true, path });
    await expect(getToolInfo('cluade', { host })).rejects.toMatchObject({
      code: 'usage.unknown_tool',
      message: 'No tool cluade is known; did you mean claude?',
    });
  });

  it('says of what an untrusted project defines how to trust it', async () => {
    const { host, home } = user();
    const project = join(home, 'project');
    mkdirSync(project);
    const mytool = { capabilities: ['chat'], adapterScript: './mytool.sh' };
    const config = { registry: { tools: { mytool } } };
    writeFileSync(join(project, 'aim_config.json'), JSON.stringify(config));
    const inside = { host: { ...host, cwd: project } };
    const refusal = { code: 'usage.unknown_tool', hint: 'aim trust' };
    await expect(getToolInfo('mytool', inside)).rejects.toMatchObject(refusal);
    const invoked = invokeTool('mytool', 'chat', { prompt: 'x' }, inside);
    await expect(invoked).rejects.toMatchObject(refusal);
  });

  it('refuses a capability that nobody knows', async () => {
    const { host } = user();
    await expect(routeCapability('codegen', { prompt: 'x' }, { host })).rejects.toMatchObject({
      code: 'usage.unknown_capability',
    });
  });
});

describe('a program that keeps the audit itself', () => {
  it('opens the registry once and gives it jobs', async () => {
    const { bin, host, paths } = user();
    program(bin, 'claude', `echo '{"type":"result","result":"hello"}'`);
    const opened = await openRegistry({ host });
    expect(opened).toMatchObject({ host, paths, config: {}, sources: [], withheld: [] });
    expect(opened.presence.get('claude')).toMatchObject({ installed: true });
    const events: string[] = [];
    const result = await invokeJob(opened, {
      capability: 'chat',
      payload: { prompt: 'x' },
      onEvent: ({ type }) => events.push(type),
    });
    expect(result).toMatchObject({ success: true, tool: 'claude', content: 'hello' });
    expect(events).toEqual(['job_planned', 'attempt_started', 'attempt_ended', 'job_ended']);
  });

  it('may know more of the keys than the registry does, which the reasons tell', async () => {
    const { bin, host } = user();
    program(bin, 'claude', `echo '{"type":"result","result":"hello"}'`);
    const opened = { ...(await openRegistry({ host })), keys: () => 'absent' as const };
    const job = { capability: 'chat', payload: { prompt: 'x' }, tool: 'claude' };
    const { route } = await invokeJob(opened, job);
    expect(route.chain).toEqual(['claude']);
    expect(route.candidates[0]?.reason).toContain('no key is stored for it');
  });
});
