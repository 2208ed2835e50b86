import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { user, write } from '../support/user.js';

const groq = `gsk_${'q8Zr5Tn2Lx9Vb4Wm7Kc1Hd6Fs3'.repeat(2)}`;
const router = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;

/** A user, and the bytes of a file of theirs. */
function userWith(files: Parameters<typeof user>[0]) {
  const one = user(files);
  return { ...one, read: (path: string) => fs.readFileSync(join(one.home, path), 'utf8') };
}

async function adopt({ aim }: ReturnType<typeof userWith>) {
  const planned = await aim().planAdoption();
  return { ...planned, adopted: await planned.apply() };
}

describe('adopting', () => {
  it('leaves references where aim run resolves them, and nothing else changed', async () => {
    const one = userWith({
      '.env': `A=1\r\nGROQ_API_KEY="${groq}" # mine\r\n`,
      '.bashrc': `export OPENROUTER_API_KEY=${router}\n`,
      '.bash_history': `export OPENROUTER_API_KEY=${router}\n`,
      '.codex/config.toml': `OPENROUTER_API_KEY = "${router}"\n`,
    });
    fs.chmodSync(join(one.home, '.env'), 0o640);
    const { plan, adopted } = await adopt(one);
    expect(one.read('.env')).toBe('A=1\r\nGROQ_API_KEY="aim://GROQ_API_KEY" # mine\r\n');
    expect(one.read('.bashrc')).toBe('export OPENROUTER_API_KEY=aim://OPENROUTER_API_KEY\n');
    expect(fs.statSync(join(one.home, '.env')).mode & 0o777).toBe(0o640);
    expect(plan.byHand.map(({ file, reason }) => [file.slice(one.home.length), reason])).toEqual([
      ['/.bash_history', 'history'],
      ['/.codex/config.toml', 'mcp-config'],
    ]);
    expect(adopted).toMatchObject({ id: 1, failed: [] });
    expect(await one.aim().getSecret('GROQ_API_KEY')).toBe(groq);
    const told = JSON.stringify([plan, adopted, await one.aim().listAdoptions(), one.audit()]);
    expect(told).not.toContain(groq);
    const journal = fs.readFileSync(join(one.home, 'aim/data/secrets/adoptions.json'), 'utf8');
    expect(journal).not.toMatch(/gsk_|sk-or/);
    expect(one.audit().filter(({ event_type }) => event_type === 'secret_adopt')).toMatchObject([
      { details: { keys: ['OPENROUTER_API_KEY'], id: 1, success: true } },
      { details: { keys: ['GROQ_API_KEY'], id: 1, success: true } },
    ]);
  });

  it('leaves a file that changed since the plan, and one with another name', async () => {
    const one = userWith({ '.env': `GROQ_API_KEY=${groq}\n` });
    const { plan, apply } = await one.aim().planAdoption();
    write(one.home, { '.env': `B=2\nGROQ_API_KEY=${groq}\n` });
    expect(plan.steps).toHaveLength(1);
    expect(await apply()).toMatchObject({ id: null, failed: [{ code: 'adoption.changed' }] });
    expect(one.read('.env')).toBe(`B=2\nGROQ_API_KEY=${groq}\n`);
    fs.linkSync(join(one.home, '.env'), join(one.home, 'copy'));
    expect((await one.aim().planAdoption()).plan.byHand).toMatchObject([{ reason: 'hard-link' }]);
  });

  it('replaces no value that was stored since the plan', async () => {
    const one = userWith({ '.env': `GROQ_API_KEY=${groq}\n` });
    const { apply } = await one.aim().planAdoption();
    await one.aim().setSecret({ name: 'GROQ_API_KEY', value: 'another value' });
    expect(await apply()).toMatchObject({ id: null, failed: [{ code: 'adoption.changed' }] });
    expect(await one.aim().getSecret('GROQ_API_KEY')).toBe('another value');
  });

  it('plans nothing when the vault cannot be read', async () => {
    const one = userWith({ '.env': `GROQ_API_KEY=${groq}\n` });
    await one.aim().setSecret({ name: 'OTHER', value: 'another value' });
    fs.writeFileSync(join(one.home, 'aim/data/secrets/vault.aim'), 'broken');
    await expect(one.aim().planAdoption()).rejects.toMatchObject({ code: 'secret.corrupt' });
  });
});

describe('taking it back', () => {
  const files = {
    '.env': `X='${router}'\nGROQ_API_KEY=${groq}`,
    '.zshenv': `export T=${router}\n`,
  };

  it('restores every byte, also of values that were rotated since, and keeps the secrets', async () => {
    const one = userWith({
      ...files,
      '.env': `OPENROUTER_API_KEY='${router}'\nGROQ_API_KEY=${groq}`,
    });
    const before = one.read('.env');
    await adopt(one);
    const request = { name: 'GROQ_API_KEY', value: `${groq.slice(0, -1)}A`, keepMs: 86_400_000 };
    const rotation = { ...request, offline: true };
    await one.aim().rotateSecret(rotation, await one.aim().planRotation(rotation));
    await one.aim().undoAdoption();
    expect(one.read('.env')).toBe(before);
    expect(await one.aim().getSecret('GROQ_API_KEY')).toBe(request.value);
    expect(await one.aim().listAdoptions()).toEqual([]);
    expect(one.audit().map(({ event_type }) => event_type)).toContain('secret_adopt_undo');
    expect(JSON.stringify(one.audit())).not.toContain(groq);
  });

  it('takes the last back, or the one that is named', async () => {
    const one = userWith({ '.env': `GROQ_API_KEY=${groq}\n` });
    await adopt(one);
    write(one.home, { '.bashrc': `export OPENROUTER_API_KEY=${router}\n` });
    await adopt(one);
    expect((await one.aim().listAdoptions()).map(({ id }) => id)).toEqual([1, 2]);
    expect((await one.aim().undoAdoption(1)).id).toBe(1);
    expect((await one.aim().undoAdoption()).id).toBe(2);
    await expect(one.aim().undoAdoption()).rejects.toMatchObject({ code: 'adoption.absent' });
    expect(one.read('.bashrc')).toContain(router);
  });

  it('changes nothing when one of the files was changed or a value is gone', async () => {
    const one = userWith({
      '.env': `GROQ_API_KEY=${groq}\n`,
      '.bashrc': `export OPENROUTER_API_KEY=${router}\n`,
    });
    await adopt(one);
    const adopted = one.read('.bashrc');
    fs.appendFileSync(join(one.home, '.env'), 'B=2\n');
    const undo = () => one.aim().undoAdoption();
    await expect(undo()).rejects.toMatchObject({ code: 'adoption.changed' });
    write(one.home, { '.env': 'GROQ_API_KEY=aim://GROQ_API_KEY\n' });
    await one.aim().deleteSecret('GROQ_API_KEY');
    await expect(undo()).rejects.toMatchObject({ code: 'secret.absent' });
    await one.aim().setSecret({ name: 'GROQ_API_KEY', value: 'of another time' });
    await expect(undo()).rejects.toMatchObject({ code: 'secret.absent' });
    expect(one.read('.bashrc')).toBe(adopted);
  });

  it('lets nobody in that the file did not let in before', async () => {
    const one = userWith({ '.env': `GROQ_API_KEY=${groq}\n` });
    fs.chmodSync(join(one.home, '.env'), 0o600);
    await adopt(one);
    fs.chmodSync(join(one.home, '.env'), 0o644);
    await one.aim().undoAdoption();
    expect(fs.statSync(join(one.home, '.env')).mode & 0o777).toBe(0o600);
  });

  it('is refused to an AI agent', async () => {
    const one = userWith({ '.env': `GROQ_API_KEY=${groq}\n` });
    await adopt(one);
    const asker = () => Promise.resolve({ kind: 'agent', agent: 'x', evidence: 'y' } as const);
    await expect(one.aim({ asker }).undoAdoption()).rejects.toMatchObject({
      code: 'secret.agent_refused',
    });
    expect(one.read('.env')).not.toContain(groq);
  });

  it('is refused for a journal that does not parse, which is kept', async () => {
    const one = userWith({ '.env': `GROQ_API_KEY=${groq}\n` });
    await adopt(one);
    const journal = 'aim/data/secrets/adoptions.json';
    write(one.home, { [journal]: '{"version":1,"next":2,"adoptions":[{}]}' });
    await expect(one.aim().undoAdoption()).rejects.toMatchObject({ code: 'file.corrupt' });
    expect(one.read(journal)).toContain('[{}]');
  });
});
