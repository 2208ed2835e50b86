import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAll, user, userConfig } from './support/user.js';

const value = 'sk-live-0123456789abcdef';

describe('secrets', () => {
  it('are stored, read, described, listed and deleted', async () => {
    const { aim } = user();
    const stored = await aim().setSecret({
      name: 'OPENAI_API_KEY',
      value,
      description: 'for the tests',
      expiresAt: '2027-01-31T00:00:00.000Z',
    });
    expect(stored).toMatchObject({ created: true, backend: 'file', protection: 'key-file' });
    expect(await aim().getSecret('OPENAI_API_KEY')).toBe(value);
    const info = await aim().describeSecret('OPENAI_API_KEY');
    expect(info).toMatchObject({
      name: 'OPENAI_API_KEY',
      description: 'for the tests',
      expiresAt: '2027-01-31T00:00:00.000Z',
      backend: 'file',
      exists: true,
    });
    expect(await aim().listSecrets()).toEqual([info]);
    expect(await aim().verifySecrets()).toEqual([expect.objectContaining({ exists: true })]);
    await aim().deleteSecret('OPENAI_API_KEY');
    expect(await aim().listSecrets()).toEqual([]);
  });

  it('leave a record of each access by name, and their value nowhere', async () => {
    const { aim, audit, home, heard } = user();
    await aim().setSecret({ name: 'OPENAI_API_KEY', value });
    await aim().setSecret({ name: 'OPENAI_API_KEY', value: `${value}-2` });
    await aim().getSecret('OPENAI_API_KEY');
    await aim().deleteSecret('OPENAI_API_KEY');
    expect(
      audit().map(({ event_type, message, details }) => [event_type, message, details]),
    ).toEqual([
      [
        'secret_set',
        'secret stored: OPENAI_API_KEY',
        { key: 'OPENAI_API_KEY', backend: 'file', success: true },
      ],
      [
        'secret_set',
        'secret replaced: OPENAI_API_KEY',
        { key: 'OPENAI_API_KEY', backend: 'file', success: true },
      ],
      [
        'secret_get',
        'secret read: OPENAI_API_KEY',
        { key: 'OPENAI_API_KEY', success: true, asker: { kind: 'person' } },
      ],
      ['secret_delete', 'secret deleted: OPENAI_API_KEY', { key: 'OPENAI_API_KEY', success: true }],
    ]);
    expect(readAll(home)).not.toContain(value);
    expect(heard).toEqual([]);
  });

  it('that are absent are an error with the name that may have been meant', async () => {
    const { aim, audit } = user();
    await aim().setSecret({ name: 'OPENAI_API_KEY', value });
    const absent = { code: 'secret.absent', hint: expect.stringContaining('OPENAI_API_KEY') };
    await expect(aim().getSecret('OPENAI_API_KYE')).rejects.toMatchObject(absent);
    await expect(aim().describeSecret('OPENAI_API_KYE')).rejects.toMatchObject(absent);
    await expect(aim().deleteSecret('OPENAI_API_KYE')).rejects.toMatchObject(absent);
    expect(
      audit()
        .map(({ event_type, details }) => [event_type, details])
        .slice(1),
    ).toEqual([
      [
        'secret_get',
        {
          key: 'OPENAI_API_KYE',
          success: false,
          code: 'secret.absent',
          asker: { kind: 'person' },
        },
      ],
    ]);
  });

  it('with a wrong name or value are refused, and nothing is recorded', async () => {
    const { aim, auditText } = user();
    await expect(aim().setSecret({ name: 'A B', value })).rejects.toMatchObject({
      code: 'secret.invalid_name',
    });
    await expect(aim().setSecret({ name: 'A', value: 'a\0b' })).rejects.toMatchObject({
      code: 'secret.invalid_value',
    });
    await expect(aim().describeSecret('A B')).rejects.toMatchObject({
      code: 'secret.invalid_name',
    });
    expect(auditText()).toBe('');
  });

  it('go where the configuration says', async () => {
    const { aim } = user(
      { [userConfig]: '{"secrets":{"backend":"env"}}' },
      { AIM_SECRETS_BACKEND: undefined, OPENAI_API_KEY: value },
    );
    expect((await aim().status()).vault.backend).toBe('env');
    expect(await aim().getSecret('OPENAI_API_KEY')).toBe(value);
    await expect(aim().setSecret({ name: 'A', value })).rejects.toMatchObject({
      code: 'secret.read_only',
    });
  });
});

describe('an audit log that cannot be written', () => {
  it('does not undo what was done; it is told', async () => {
    const { aim, home, heard } = user({ [userConfig]: '{"audit":{"logPath":"~/file/log.jsonl"}}' });
    writeFileSync(join(home, 'file'), 'not a folder');
    expect(await aim().setSecret({ name: 'A', value })).toMatchObject({ created: true });
    expect(heard).toEqual([
      {
        id: 'audit.not_written',
        severity: 'warn',
        message: expect.stringContaining('The audit log could not be written'),
      },
    ]);
    expect(await aim().getSecret('A')).toBe(value);
  });

  it('is no matter where it is switched off', async () => {
    const { aim, auditText, heard } = user({ [userConfig]: '{"audit":{"enabled":false}}' });
    await aim().setSecret({ name: 'A', value });
    expect([auditText(), heard]).toEqual(['', []]);
    expect((await aim().status()).lastEvent).toBeNull();
  });
});
