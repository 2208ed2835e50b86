import { describe, expect, it } from '@jest/globals';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { SecretsManager, type ImportOptions, type ImportSource } from '../../src/index.js';
import { filesBelow, temporaryHome } from '../support/temporary-home.js';

/** A user with secrets in a file, and a `.env` file of this text. */
function user(text = '', env: Record<string, string> = {}) {
  const home = temporaryHome(env);
  const path = join(home.root, '.env');
  fs.writeFileSync(path, text);
  const secrets = new SecretsManager({ ...home, backend: 'file' });
  const source = { from: 'dotenv', path } as ImportSource;
  const open = (options?: ImportOptions, from = source) => secrets.openImport(from, options);
  const apply = async (options?: ImportOptions, from = source) => {
    const opened = await open(options, from);
    const stored: string[] = [];
    await opened.apply(({ secret }) => stored.push(secret.name));
    return stored;
  };
  return { ...home, path, secrets, open, apply };
}

const short = ({
  steps,
}: {
  steps: readonly { name: string; action: string; reason?: string }[];
}) => steps.map(({ name, action, reason }) => [name, reason ?? action]);

const mixed = `OPENAI_API_KEY=sk-1
PORT=3000
EMPTY_TOKEN=
DATABASE_URL=postgres://u:p@h/db
AIM_SECRETS_BACKEND=file
OTHER_KEY=aim://OPENAI_API_KEY
1ST_KEY=x
`;

describe('a .env file', () => {
  it('gives what looks like a credential, and says why the rest is passed over', async () => {
    const { open, apply, secrets, path } = user(mixed);
    const { plan, plaintext } = await open();
    expect(plan).toMatchObject({ from: 'dotenv', path });
    expect(plaintext).toBe(path);
    expect(plan.steps[0]).toEqual({ name: 'OPENAI_API_KEY', action: 'add', line: 1 });
    expect(plan.steps[2]).toEqual({
      name: 'PORT',
      action: 'skip',
      reason: 'no_credential',
      line: 2,
    });
    expect(short(plan)).toEqual([
      ['OPENAI_API_KEY', 'add'],
      ['DATABASE_URL', 'add'],
      ['PORT', 'no_credential'],
      ['EMPTY_TOKEN', 'empty'],
      ['AIM_SECRETS_BACKEND', 'setting'],
      ['OTHER_KEY', 'reference'],
      ['1ST_KEY', 'invalid_name'],
    ]);
    expect(await secrets.listSecrets()).toEqual([]);
    expect(await apply()).toEqual(['OPENAI_API_KEY', 'DATABASE_URL']);
    expect(await secrets.getSecret('DATABASE_URL')).toBe('postgres://u:p@h/db');
  });

  it('gives everything that can be stored when told, or only what is named', async () => {
    const { open, apply, secrets } = user(mixed);
    expect(short((await open({ all: true })).plan).slice(0, 4)).toEqual([
      ['OPENAI_API_KEY', 'add'],
      ['PORT', 'add'],
      ['EMPTY_TOKEN', 'add'],
      ['DATABASE_URL', 'add'],
    ]);
    expect(await apply({ only: ['PORT', 'EMPTY_TOKEN'] })).toEqual(['PORT', 'EMPTY_TOKEN']);
    expect(await secrets.getSecret('EMPTY_TOKEN')).toBe('');
    expect((await secrets.listSecrets()).map(({ name }) => name)).toEqual(['EMPTY_TOKEN', 'PORT']);
    await expect(open({ only: ['PROT'] })).rejects.toMatchObject({
      code: 'usage.invalid',
      hint: 'did you mean PORT?',
    });
  });

  it('changes nothing the second time', async () => {
    const { open, apply, paths } = user(mixed);
    await apply();
    const vault = () => filesBelow(paths.secretsDir).get(join(paths.secretsDir, 'vault.aim'));
    const before = vault();
    expect(short((await open()).plan).slice(0, 2)).toEqual([
      ['OPENAI_API_KEY', 'same'],
      ['DATABASE_URL', 'same'],
    ]);
    expect(await apply({ force: true })).toEqual([]);
    expect(vault()).toEqual(before);
  });

  it('leaves a value that differs, or replaces it and keeps it as a version', async () => {
    const { open, apply, secrets } = user('OPENAI_API_KEY=sk-new');
    await secrets.setSecret('OPENAI_API_KEY', 'sk-old');
    expect(short((await open()).plan)).toEqual([['OPENAI_API_KEY', 'keep']]);
    expect(await apply()).toEqual([]);
    expect(await secrets.getSecret('OPENAI_API_KEY')).toBe('sk-old');
    expect(await apply({ force: true })).toEqual(['OPENAI_API_KEY']);
    await secrets.rollbackSecret('OPENAI_API_KEY');
    expect(await secrets.getSecret('OPENAI_API_KEY')).toBe('sk-old');
  });

  it('is imported whole or not at all, and is not quoted', async () => {
    const { open, path, secrets } = user('A_KEY=secretpart1\nB_KEY="secretpart2\n');
    const failure = await open().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'import.invalid', details: { path, line: 2 } });
    expect(JSON.stringify([failure, (failure as Error).message])).not.toContain('secretpart');
    expect(await secrets.listSecrets()).toEqual([]);
  });

  it('tells what programs read differently, of the names that are wanted', async () => {
    const { open, path } = user('A_KEY=${HOME}\nPORT=${HOME}\n');
    expect((await open()).notes).toEqual([
      {
        name: 'A_KEY',
        message: expect.stringMatching(`^${path}:1: A_KEY: .* stored as it is written$`),
      },
    ]);
  });

  it('that is an age file, or too large, is told so', async () => {
    const { open, path } = user('age-encryption.org/v1\n-> X25519');
    await expect(open()).rejects.toMatchObject({
      hint: `aim secrets import --from backup ${path}`,
    });
    const bytes = Buffer.alloc(4 * 1024 * 1024 + 1, 'A=1\n');
    const stdin: ImportSource = { from: 'dotenv', path: 'stdin', bytes };
    await expect(open({}, stdin)).rejects.toMatchObject({
      message: 'stdin holds more than 4194304 bytes',
    });
    const large = Buffer.from(`A_KEY=${'x'.repeat(1024 * 1024 + 1)}`);
    await expect(open({}, { ...stdin, bytes: large })).rejects.toMatchObject({
      code: 'secret.invalid_value',
      message: expect.stringMatching(/^A_KEY: /),
    });
  });
});

describe('other sources', () => {
  it('the environment gives its credentials and lists nothing else', async () => {
    const env = { OPENAI_API_KEY: 'sk-1', PORT: '1', REF_KEY: 'aim://OPENAI_API_KEY' };
    const { open, apply } = user('', env);
    const source: ImportSource = { from: 'env' };
    expect(short((await open({}, source)).plan)).toEqual([['OPENAI_API_KEY', 'add']]);
    expect(await apply({ only: ['PORT'] }, source)).toEqual(['PORT']);
    expect((await open({ only: ['REF_KEY'] }, source)).plan.steps).toEqual([
      { name: 'REF_KEY', action: 'skip', reason: 'reference' },
    ]);
  });

  it('a backup gives everything, or what is named, with all that is known of it', async () => {
    const from = user();
    await from.secrets.setSecret('PORT', '3000', { description: 'd', expiresAt: '2027-01-31' });
    await from.secrets.setSecret('openai/work', '');
    const identity = await generateX25519Identity();
    const { file } = await from.secrets.backUp({
      recipients: [await identityToRecipient(identity)],
    });

    const source: ImportSource = {
      from: 'backup',
      path: 'b.age',
      file,
      key: { identities: [identity] },
    };
    const { open, apply, secrets } = user();
    expect(short((await open({}, source)).plan)).toEqual([
      ['PORT', 'add'],
      ['openai/work', 'add'],
    ]);
    expect(await apply({ only: ['PORT'] }, source)).toEqual(['PORT']);
    expect(await secrets.describeSecret('PORT')).toMatchObject({
      description: 'd',
      expiresAt: '2027-01-31T00:00:00.000Z',
    });
  });
});
