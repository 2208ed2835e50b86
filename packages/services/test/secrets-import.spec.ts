import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { readAll, user, write } from './support/user.js';

const value = 'sk-import-0123456789';
const dotenv = { from: 'dotenv', file: '.env' } as const;

describe('an import', () => {
  it('is planned first, then stored and recorded by name', async () => {
    const { aim, audit, heard, home } = user({ '.env': `OPENAI_API_KEY=${value}\nPORT=1\n` });
    const { plan, apply } = await aim().planImport({ source: dotenv });
    expect(await aim().listSecrets()).toEqual([]);
    expect(audit()).toEqual([]);
    const path = join(home, '.env');
    expect(plan).toEqual({
      from: 'dotenv',
      path,
      steps: [
        { name: 'OPENAI_API_KEY', action: 'add', line: 1 },
        { name: 'PORT', action: 'skip', reason: 'no_credential', line: 2 },
      ],
    });
    const { names, findings } = await apply();
    expect(names).toEqual(['OPENAI_API_KEY']);
    expect(findings.map(({ id }) => id)).toEqual(['secrets.store', 'secrets.plaintext']);
    expect(await aim().getSecret('OPENAI_API_KEY')).toBe(value);
    expect(audit()[0]).toMatchObject({
      event_type: 'secret_import',
      message: 'secrets imported: 1',
      details: { from: 'dotenv', path, keys: ['OPENAI_API_KEY'], success: true },
    });
    expect(JSON.stringify([plan, names, findings, heard])).not.toContain(value);
    expect(readAll(join(home, 'aim'))).not.toContain(value);
  });

  it('is what was planned, whatever happens to the file meanwhile', async () => {
    const { aim, home } = user({ '.env': `OPENAI_API_KEY=${value}\n` });
    const { apply } = await aim().planImport({ source: dotenv });
    write(home, { '.env': 'OPENAI_API_KEY=another\nOTHER_KEY=x\n' });
    await apply();
    expect((await aim().listSecrets()).map(({ name }) => name)).toEqual(['OPENAI_API_KEY']);
    expect(await aim().getSecret('OPENAI_API_KEY')).toBe(value);
  });

  it('that fails is on record as failed, and can be repeated', async () => {
    const { aim, audit } = user({ '.env': 'A_KEY=1\nB_KEY=2\n' });
    const readOnly = aim({ env: { AIM_SECRETS_BACKEND: 'env' } });
    const failing = await readOnly.planImport({ source: dotenv });
    await expect(failing.apply()).rejects.toMatchObject({ code: 'secret.read_only' });
    expect(audit()).toMatchObject([
      { event_type: 'secret_import', severity: 'warning', details: { keys: [], success: false } },
    ]);
    const { names } = await (await aim().planImport({ source: dotenv })).apply();
    expect(names).toEqual(['A_KEY', 'B_KEY']);
  });

  it('tells what is worth knowing before anything is stored', async () => {
    const { aim, heard } = user({ '.env': 'A_KEY=1\nA_KEY=${B}\n' });
    await aim().planImport({ source: dotenv });
    expect(heard.map(({ id, severity }) => [id, severity])).toEqual([
      ['secrets.import', 'warn'],
      ['secrets.import', 'warn'],
    ]);
  });

  it('takes what was read already, and leaves no file to clean up', async () => {
    const { aim } = user();
    const bytes = Buffer.from(`\uFEFFOPENAI_API_KEY=${value}`, 'utf16le');
    const source = { ...dotenv, file: 'stdin', bytes };
    const { findings } = await (await aim().planImport({ source })).apply();
    expect(findings.map(({ id }) => id)).toEqual(['secrets.store']);
    expect(await aim().getSecret('OPENAI_API_KEY')).toBe(value);
  });
});
