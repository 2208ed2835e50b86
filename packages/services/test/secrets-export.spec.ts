import { describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { user, type User } from './support/user.js';

async function userWith(secrets: Record<string, string>): Promise<User> {
  const somebody = user();
  const aim = somebody.aim();
  for (const [name, value] of Object.entries(secrets)) await aim.setSecret({ name, value });
  return somebody;
}

const lastEvent = (somebody: User) => somebody.audit().at(-1);

describe('exporting named secrets', () => {
  it('writes them in the order of the names', async () => {
    const somebody = await userWith({ A: '1', B: '2' });
    const keys = [{ secret: 'B' }, { secret: 'A' }];
    expect(await somebody.aim().exportSecrets({ keys, format: 'dotenv' })).toEqual({
      format: 'dotenv',
      variables: ['B', 'A'],
      unnamed: [],
      missing: [],
      text: 'B=2\nA=1\n',
    });
  });

  it('takes openai/api_key for OPENAI_API_KEY, and both at once for one', async () => {
    const somebody = await userWith({ OPENAI_API_KEY: 'sk-1' });
    const keys = [{ secret: 'openai/api_key' }, { secret: 'OPENAI_API_KEY' }];
    const { text } = await somebody.aim().exportSecrets({ keys, format: 'sh' });
    expect(text).toBe("export OPENAI_API_KEY='sk-1'\n");
  });

  it('gives a secret another name for the variable', async () => {
    const somebody = await userWith({ 'github/work': 'ghp_1' });
    const keys = [{ env: 'TOKEN', secret: 'github/work' }];
    const { text } = await somebody.aim().exportSecrets({ keys, format: 'sh' });
    expect(text).toBe("export TOKEN='ghp_1'\n");
  });

  it('refuses one whose name is no name of a variable, except in JSON', async () => {
    const aim = (await userWith({ 'github/work': 'ghp_1' })).aim();
    const keys = [{ secret: 'github/work' }];
    await expect(aim.exportSecrets({ keys, format: 'sh' })).rejects.toMatchObject({
      code: 'secret.not_exportable',
      message: 'github/work is not the name of a variable',
    });
    const { text } = await aim.exportSecrets({ keys, format: 'json' });
    expect(JSON.parse(text)).toEqual({ 'github/work': 'ghp_1' });
  });

  it('refuses a name that is not stored, with no text for the others', async () => {
    const somebody = await userWith({ OPENAI_API_KEY: 'sk-1' });
    const keys = [{ secret: 'OPENAI_API_KEY' }, { secret: 'OPENAI_API_KEYS' }];
    await expect(somebody.aim().exportSecrets({ keys, format: 'sh' })).rejects.toMatchObject({
      code: 'secret.absent',
      hint: 'did you mean OPENAI_API_KEY?',
    });
  });

  it.each(['sk-ant-hidden', 'hidden value'])(
    'does not repeat what may be a value in the place of a name: %#',
    async (secret) => {
      const somebody = await userWith({});
      const failure: unknown = await somebody
        .aim()
        .exportSecrets({ keys: [{ env: 'TOKEN', secret }], format: 'sh' })
        .catch((error: unknown) => error);
      expect(String(failure)).toContain('TOKEN');
      expect(JSON.stringify(failure) + String(failure)).not.toContain('hidden');
      expect(somebody.auditText()).not.toContain('hidden');
    },
  );

  it('refuses a variable with which a shell could start no program any more', async () => {
    const aim = (await userWith({ LARGE: 'x'.repeat(131_072) })).aim();
    const keys = [{ secret: 'LARGE' }];
    await expect(aim.exportSecrets({ keys, format: 'sh' })).rejects.toMatchObject({
      code: 'secret.not_exportable',
    });
    expect((await aim.exportSecrets({ keys, format: 'json' })).text).toContain('xxx');
  });
});

describe('exporting all secrets', () => {
  it('leaves out what has no name of a variable, and names it', async () => {
    const somebody = await userWith({ A: '1', 'github/work': '2', 'with-dash': '3' });
    const exported = await somebody.aim().exportSecrets({ keys: 'all', format: 'dotenv' });
    expect(exported).toMatchObject({
      variables: ['A'],
      unnamed: ['github/work', 'with-dash'],
      text: 'A=1\n',
    });
  });

  it('names what is listed and not in its store, and gives the rest', async () => {
    const somebody = await userWith({ A: '1' });
    rmSync(join(somebody.home, 'aim/data/secrets/vault.aim'));
    expect(await somebody.aim().exportSecrets({ keys: 'all', format: 'dotenv' })).toMatchObject({
      variables: [],
      missing: ['A'],
      text: '',
    });
  });

  it('gives nothing when a format cannot hold one of them', async () => {
    const somebody = await userWith({ A: '1', B: 'two\nlines' });
    const exporting = somebody.aim().exportSecrets({ keys: 'all', format: 'docker-env' });
    await expect(exporting).rejects.toThrow('docker-env cannot hold B: the value has a line break');
  });
});

describe('the audit of an export', () => {
  it('holds the names, and never a value', async () => {
    const somebody = await userWith({ A: 'sk-hidden' });
    await somebody.aim().exportSecrets({ keys: 'all', format: 'sh' });
    expect(lastEvent(somebody)).toMatchObject({
      event_type: 'secret_export',
      severity: 'info',
      details: { keys: ['A'], format: 'sh', masks: false, success: true },
    });
    expect(somebody.auditText()).not.toContain('sk-hidden');
  });

  it('holds a failure as well', async () => {
    const somebody = await userWith({ A: 'hidden\\' });
    const exporting = somebody.aim().exportSecrets({ keys: 'all', format: 'dotenv' });
    await expect(exporting).rejects.toMatchObject({ code: 'secret.not_exportable' });
    expect(lastEvent(somebody)).toMatchObject({
      event_type: 'secret_export',
      severity: 'warning',
      details: { keys: ['A'], success: false, code: 'secret.not_exportable' },
    });
    expect(somebody.auditText()).not.toContain('hidden');
  });
});
