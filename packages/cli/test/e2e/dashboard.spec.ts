import { describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';
import { aimOnTerminal } from '../support/pty.js';

async function homeWithKey(): Promise<string> {
  const home = tempFolder();
  const input = 'sk-dashboard-1234567890';
  await aim(['secrets', 'set', 'OPENAI_API_KEY', '--stdin'], { home, input });
  return home;
}

const tools = pathWith(programs({ claude: 'exit 0' }));
const everything =
  /Claude Code[\s\S]*OPENAI_API_KEY[\s\S]*degraded|Claude Code[\s\S]*degraded[\s\S]*OPENAI_API_KEY/;

describe('the dashboard', () => {
  it('shows tools, secrets and health, and the state of the keychain', async () => {
    const session = aimOnTerminal([], { home: await homeWithKey(), env: tools });
    await session.shows(everything);
    await session.shows('vault: the sealed file vault');
    await session.shows('keychain: unavailable');
    session.type('q');
    expect(await session.ended).toBe(0);
    expect(session.output()).not.toContain('sk-dashboard');
  });

  it('explains its keys, and esc leads back and never out', async () => {
    const session = aimOnTerminal([], { env: tools });
    await session.shows('Claude Code');
    session.type('?');
    await session.shows('Show every key');
    session.type('\u001b');
    await session.shows(/1 Tools/);
    session.type('\u001b');
    // A key in the same breath would make it an alt key: something else has to happen first.
    session.resize(120, 40);
    await session.shows(/1 Tools[^\n]*3 Health/);
    session.type('2');
    await session.shows(/┏ 2 Secrets/);
    session.type('q');
    expect(await session.ended).toBe(0);
  });

  it('lays itself out anew when the terminal changes, down to a card that says what is missing', async () => {
    const session = aimOnTerminal([], { env: tools, columns: 120, rows: 40 });
    await session.shows(/1 Tools[^\n]*3 Health/);
    session.resize(80, 24);
    await session.shows(/2 Secrets[^\n]*3 Health/);
    session.resize(52, 12);
    await session.shows('Terminal is 52×12; AIM needs 60×15');
    session.resize(80, 24);
    await session.shows(/2 Secrets[^\n]*3 Health/);
    session.type('\u0003');
    expect(await session.ended).toBe(130);
  });

  it('gives the terminal back as it was', async () => {
    const session = aimOnTerminal([], { env: tools });
    await session.shows('Claude Code');
    session.type('q');
    await session.ended;
    const output = session.output();
    expect(output.lastIndexOf('\u001b[?1049l')).toBeGreaterThan(
      output.lastIndexOf('\u001b[?1049h'),
    );
    expect(output.lastIndexOf('\u001b[?25h')).toBeGreaterThan(output.lastIndexOf('\u001b[?25l'));
    expect(session.screen()).toBe('');
  });

  it('says in its place what is wrong with the configuration, and stays', async () => {
    const home = tempFolder();
    const file = join(home, '.config/aim/aim_config.json');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '{ "version": 1 }');
    const session = aimOnTerminal([], { home, env: tools });
    await session.shows('version: expected');
    writeFileSync(file, '{ "version": "1.0.0" }');
    session.type('R');
    await session.shows('Claude Code');
    session.type('q');
    expect(await session.ended).toBe(0);
  });

  it.each([
    ['TERM=dumb', { TERM: 'dumb' }],
    ['CI', { CI: 'true' }],
  ])('gives way to the plain status under %s', async (_name, env) => {
    const session = aimOnTerminal([], { env: { ...tools, ...env } });
    expect(await session.ended).toBe(0);
    expect(session.output()).toContain('Claude Code');
    expect(session.output()).not.toContain('\u001b[?1049h');
  });
});
