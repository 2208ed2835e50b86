import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { user, userConfig, write, type User } from './support/user.js';

const value = 'sk-live-0123456789abcdef';
const asker = { kind: 'agent', agent: 'claude', evidence: 'variable CLAUDECODE' } as const;
const agent = () => Promise.resolve(asker);
const allow = JSON.stringify({ secrets: { agentReads: 'allow' } });

async function userWithKey(files: Record<string, string> = {}): Promise<User> {
  const somebody = user(files);
  await somebody.aim().setSecret({ name: 'OPENAI_API_KEY', value });
  return somebody;
}

describe('an AI agent', () => {
  it('gets no value shown, and is told who can change that', async () => {
    const { aim, home, audit, auditText } = await userWithKey();
    await expect(aim({ asker: agent }).getSecret('OPENAI_API_KEY')).rejects.toMatchObject({
      code: 'secret.agent_refused',
      message: 'OPENAI_API_KEY is not shown: an AI agent asked (claude: variable CLAUDECODE)',
      hint: expect.stringContaining(join(home, userConfig)),
      details: { asker },
    });
    expect(audit().at(-1)).toMatchObject({
      event_type: 'secret_refused',
      severity: 'warning',
      message: 'OPENAI_API_KEY is not shown: an AI agent asked',
      details: { keys: ['OPENAI_API_KEY'], success: false, code: 'secret.agent_refused', asker },
    });
    expect(auditText()).not.toContain(value);
  });

  it('gets none copied, before a clipboard is looked for', async () => {
    const { aim, audit } = await userWithKey();
    await expect(aim({ asker: agent }).copySecret('OPENAI_API_KEY')).rejects.toMatchObject({
      code: 'secret.agent_refused',
      message: expect.stringContaining('is not copied'),
    });
    expect(audit().at(-1)).toMatchObject({ event_type: 'secret_refused' });
  });

  it('is not told whether there is such a secret', async () => {
    const { aim } = user();
    await expect(aim({ asker: agent }).getSecret('NOT_THERE')).rejects.toMatchObject({
      code: 'secret.agent_refused',
    });
  });

  it('has it shown when the own file of the user allows that, and is named in the audit', async () => {
    const { aim, audit } = await userWithKey({ [userConfig]: allow });
    expect(await aim({ asker: agent }).getSecret('OPENAI_API_KEY')).toBe(value);
    expect(audit().at(-1)).toMatchObject({
      event_type: 'secret_get',
      details: { key: 'OPENAI_API_KEY', success: true, asker },
    });
  });

  it.each([
    ['--config', (file: string) => ({ configFile: file })],
    ['AIM_CONFIG_PATH', (file: string) => ({ env: { AIM_CONFIG_PATH: file } })],
  ])('cannot allow itself by %s', async (_how, name) => {
    const { aim, home } = await userWithKey({ 'agents.json': allow });
    const reading = aim({ asker: agent, ...name(join(home, 'agents.json')) });
    await expect(reading.getSecret('OPENAI_API_KEY')).rejects.toMatchObject({
      code: 'secret.agent_refused',
    });
  });

  it('is not allowed by the file of a project, trusted or not', async () => {
    const { aim, home } = await userWithKey();
    write(home, { 'project/aim_config.json': allow });
    const cwd = join(home, 'project');
    const read = () => aim({ asker: agent, cwd }).getSecret('OPENAI_API_KEY');
    await expect(read()).rejects.toMatchObject({ code: 'secret.agent_refused' });
    await aim({ cwd }).trust();
    await expect(read()).rejects.toMatchObject({ code: 'secret.agent_refused' });
  });

  it('is not allowed by a file that is broken', async () => {
    const { aim, home } = await userWithKey();
    write(home, { [userConfig]: allow.slice(1), 'good.json': '{}' });
    const reading = aim({ asker: agent, configFile: join(home, 'good.json') });
    await expect(reading.getSecret('OPENAI_API_KEY')).rejects.toMatchObject({
      code: 'config.invalid',
    });
  });
});

describe('nobody knows who', () => {
  it('is no reason to refuse', async () => {
    const { aim, audit } = await userWithKey();
    const unknown = () => Promise.resolve({ kind: 'unknown' } as const);
    expect(await aim({ asker: unknown }).getSecret('OPENAI_API_KEY')).toBe(value);
    expect(audit().at(-1)).toMatchObject({ details: { asker: { kind: 'unknown' } } });
  });
});
