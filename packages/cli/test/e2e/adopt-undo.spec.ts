import { describe, expect, it } from '@jest/globals';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';

const key = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;
const text = `\ufeff# Schlüssel\r\nexport OPENROUTER_API_KEY = "${key}" # ä\r\nEND=1`;
const undo = ['secrets', 'sweep', '--undo'];

async function adopted() {
  const home = tempFolder();
  const file = join(home, '.env');
  writeFileSync(file, text);
  await aim(['secrets', 'sweep', '--adopt', '--yes'], { home });
  return { home, file, left: readFileSync(file, 'utf8') };
}

describe('aim secrets sweep --undo', () => {
  it('puts the key back byte for byte, and leaves it in the vault', async () => {
    const { home, file, left } = await adopted();
    expect(left).not.toContain(key);
    const dry = await aim([...undo, '--dry-run'], { home });
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain(`Would write the keys back into\n  ${file}`);
    expect(readFileSync(file, 'utf8')).toBe(left);
    const { code, stdout } = await aim(undo, { home });
    expect(code).toBe(0);
    expect(stdout).toContain('They stay in the vault');
    expect(readFileSync(file, 'utf8')).toBe(text);
    const shown = await aim(['secrets', 'get', 'OPENROUTER_API_KEY', '--show'], { home });
    expect(shown.stdout).toBe(`${key}\n`);
  });

  it('refuses a file that was changed since, and changes nothing', async () => {
    const { home, file } = await adopted();
    appendFileSync(file, '\r\n');
    const changed = readFileSync(file);
    const { code, stderr } = await aim(undo, { home });
    expect(code).toBe(8);
    expect(stderr).toContain(`${file} was changed since its keys were adopted`);
    expect(readFileSync(file)).toEqual(changed);
    const { stdout } = await aim(['secrets', 'sweep'], { home });
    expect(stdout).toMatch(/Adopted on .*: OPENROUTER_API_KEY; a file was changed since\n/);
  });

  it('is for a person: an AI agent is refused', async () => {
    const { home, file, left } = await adopted();
    const { code, stderr } = await aim(undo, { home, env: { CLAUDECODE: '1' } });
    expect(code).toBe(6);
    expect(stderr).toContain('OPENROUTER_API_KEY is not written back: an AI agent asked');
    expect(readFileSync(file, 'utf8')).toBe(left);
  });

  it('says when there is nothing to take back, and knows its usage', async () => {
    expect((await aimJson([...undo, '7'])).errors[0]?.code).toBe('adoption.absent');
    expect((await aimJson([...undo, 'x'])).errors[0]?.code).toBe('usage.invalid');
    expect((await aimJson([...undo, '--adopt'])).errors[0]?.code).toBe('usage.invalid');
  });
});
