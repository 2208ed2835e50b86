import { describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Injection, InjectionPlan, RunRequest, RunResult } from '../src/index.js';
import { user, userConfig, type Part, type User } from './support/user.js';

const value = 'sk-live-0123456789abcdef';
const short = 'abc';

interface Ran {
  result: RunResult;
  stdout: string;
  plan: InjectionPlan;
}

/** Runs with the output caught by the filter, which is there because one secret is injected. */
async function run(
  by: User,
  request: Partial<RunRequest> & { extra: Injection[] },
  part: Part = {},
): Promise<Ran> {
  let stdout = '';
  let plan: InjectionPlan | undefined;
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      stdout += chunk.toString();
      done();
    },
  });
  const result = await by.aim(part).run({
    args: [],
    mask: { stdout: sink, stderr: sink },
    hasTerminal: false,
    onPlan: (made) => (plan = made),
    ...request,
  });
  return { result, stdout, plan: plan as InjectionPlan };
}

async function userWithKey(files = {}): Promise<User> {
  const made = user(files);
  await made.aim().setSecret({ name: 'OPENAI_API_KEY', value });
  return made;
}

const key = [{ env: 'OPENAI_API_KEY', secret: 'OPENAI_API_KEY' }];

describe('running a tool that updates itself', () => {
  it.each([
    { what: 'is pinned', pinnedVersion: '2.1.0', env: {}, told: '1' },
    {
      what: 'is pinned, and its user says otherwise',
      pinnedVersion: '2.1.0',
      env: { DISABLE_AUTOUPDATER: '0' },
      told: '0',
    },
    { what: 'is pinned no more', pinnedVersion: '', env: {}, told: '' },
  ])('its updater is off while it $what', async ({ pinnedVersion, env, told }) => {
    const by = user({
      'bin/claude': { program: 'printf %s "$DISABLE_AUTOUPDATER" > "$HERE/off"' },
      [userConfig]: JSON.stringify({ registry: { tools: { claude: { pinnedVersion } } } }),
    });
    const mask = { stdout: null, stderr: null };
    const request = { tool: 'claude', args: [], extra: [], mask, hasTerminal: false };
    await by.aim({ env: { ...env, HERE: by.home } }).run(request);
    expect(readFileSync(join(by.home, 'off'), 'utf8')).toBe(told);
  });
});

describe('running any program', () => {
  it('gives it the named secret, masks it in the output and answers its exit code', async () => {
    const by = await userWithKey();
    const args = ['-c', 'echo "<$OPENAI_API_KEY>"; echo $#: "$@"; exit 3', 'sh', 'a b', ''];
    const { result, stdout, plan } = await run(by, { command: 'sh', args, extra: key });
    expect(stdout).toBe('<[redacted]>\n2: a b \n');
    expect(result).toEqual({
      program: expect.stringMatching(/\/sh$/),
      exitCode: 3,
      masked: 1,
      notMaskable: [],
    });
    expect(plan.inject).toEqual(key);
  });

  it('does so under another name, and passes the value on where nothing is filtered', async () => {
    const by = await userWithKey({ 'bin/keep': { program: 'printf %s "$TOKEN" > token' } });
    const extra = [{ env: 'TOKEN', secret: 'OPENAI_API_KEY' }];
    const mask = { stdout: null, stderr: null };
    await by.aim().run({ command: 'keep', args: [], extra, mask, hasTerminal: false });
    const { stdout } = await run(by, {
      command: 'sh',
      args: ['-c', `test "$(cat token)" = "$K" && echo same`],
      extra: [{ env: 'K', secret: 'OPENAI_API_KEY' }],
    });
    expect(stdout).toBe('same\n');
  });

  it('runs it where the user is', async () => {
    const by = await userWithKey({ 'project/here': '' });
    const cwd = join(by.home, 'project');
    const { stdout } = await run(by, { command: 'pwd', extra: key }, { cwd });
    expect(stdout).toBe(`${cwd}\n`);
  });

  it('keeps what belongs to aim, and nothing else, away from it', async () => {
    const by = await userWithKey();
    const part = { env: { MY_OWN: 'stays', GITHUB_TOKEN: 'stays, too' } };
    const { stdout } = await run(by, { command: 'env', extra: key }, part);
    expect(stdout).toContain('MY_OWN=stays\nGITHUB_TOKEN=stays, too\n');
    expect(stdout).not.toContain('AIM_');
  });

  it('names the variables whose values are too short to be masked', async () => {
    const by = await userWithKey();
    await by.aim().setSecret({ name: 'PIN', value: short });
    const extra = [...key, { env: 'PIN', secret: 'PIN' }];
    const { result, stdout } = await run(by, { command: 'printenv', args: ['PIN'], extra });
    expect([result.notMaskable, result.masked, stdout]).toEqual([['PIN'], 0, `${short}\n`]);
  });

  it('leaves a record of names, and no value or argument', async () => {
    const by = await userWithKey();
    await run(by, { command: 'true', args: ['an argument'], extra: key });
    expect(by.audit().at(-1)).toMatchObject({
      event_type: 'tool_run',
      message: 'ran /usr/bin/true',
      details: {
        tool: null,
        program: '/usr/bin/true',
        keys: ['OPENAI_API_KEY'],
        exitCode: 0,
        durationMs: 0,
      },
    });
    expect(by.auditText()).not.toMatch(new RegExp(`${value}|an argument`));
  });

  it.each([
    ['is not there', 'no-such-program', 'run.not_found'],
    ['may not be executed', './text', 'run.not_executable'],
  ])('fails for one that %s', async (_name, command, code) => {
    const by = await userWithKey({ text: 'no program' });
    chmodSync(join(by.home, 'text'), 0o644);
    await expect(run(by, { command, extra: key })).rejects.toMatchObject({ code });
    expect(by.audit().map(({ event_type }) => event_type)).toEqual(['secret_set']);
  });

  it('does not start it when a secret is absent', async () => {
    const by = await userWithKey({ 'bin/mark': { program: 'touch started' } });
    const extra = [...key, { env: 'B', secret: 'OPENAI_API_KYE' }];
    await expect(run(by, { command: 'mark', extra })).rejects.toMatchObject({
      code: 'secret.absent',
      hint: expect.stringContaining('OPENAI_API_KEY'),
    });
    await expect(run(by, { command: 'ls', args: ['started'], extra: key })).resolves.toMatchObject({
      result: { exitCode: 2 },
    });
  });
});

describe('running a tool', () => {
  const codex = { 'bin/codex': { program: 'env | grep -E "KEY|TOKEN" | sort' } };

  it('gives it the keys that it declares and no others', async () => {
    const by = await userWithKey(codex);
    const part = { env: { GITHUB_TOKEN: 'not for codex' } };
    const { stdout, plan, result } = await run(by, { tool: 'codex', extra: [] }, part);
    expect(stdout).toBe('CODEX_API_KEY=[redacted]\nOPENAI_API_KEY=[redacted]\n');
    expect(plan.withheld).toContainEqual(
      expect.objectContaining({ env: 'GITHUB_TOKEN', reason: 'not-declared' }),
    );
    expect(result.program).toBe(join(by.home, 'bin/codex'));
    expect(by.audit().at(-1)).toMatchObject({ message: 'ran codex', details: { tool: 'codex' } });
  });

  it('is found by the name of its program and outside PATH', async () => {
    const by = user({
      'aim/config/aim_config.json':
        '{"registry":{"tools":{"mine":{"detectCommands":["my-agent","~/opt/agent"],"keys":["OPENAI_API_KEY"]}}}}',
    });
    mkdirSync(join(by.home, 'opt'));
    writeFileSync(join(by.home, 'opt/agent'), '#!/bin/sh\necho agent\n', { mode: 0o755 });
    await by.aim().setSecret({ name: 'OPENAI_API_KEY', value });
    const { result } = await run(by, { tool: 'my-agent', extra: [] });
    expect(result.program).toBe(join(by.home, 'opt/agent'));
  });

  it('says how to run another program, and how to install the tool', async () => {
    const by = user();
    await expect(run(by, { tool: 'cluade', extra: [] })).rejects.toMatchObject({
      code: 'usage.unknown_tool',
      hint: 'For any other program: aim run -- cluade',
    });
    await expect(run(by, { tool: 'codex', extra: [] })).rejects.toMatchObject({
      code: 'run.not_found',
      hint: 'npm install -g @openai/codex',
    });
  });
});
