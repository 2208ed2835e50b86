import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { user } from '../support/user.js';

const key = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;
const line = `export OPENROUTER_API_KEY=${key}\n`;

describe('the places of a user', () => {
  it('are also where the variables of the shell move them to', async () => {
    const { aim, home } = user({
      'cfg/fish/config.fish': `set -gx OPENROUTER_API_KEY ${key}\n`,
      'zsh/.zshrc': line,
      'zsh/.zsh_history': line,
      'dat/fish/fish_history': `- cmd: ${line}`,
    });
    const folders = { XDG_CONFIG_HOME: 'cfg', XDG_DATA_HOME: 'dat', ZDOTDIR: 'zsh' };
    const env = Object.fromEntries(
      Object.entries(folders).map(([name, folder]) => [name, join(home, folder)]),
    );
    const { findings } = await aim({ env }).sweepSecrets();
    expect(findings.map(({ file, kind }) => [file.slice(home.length + 1), kind])).toEqual([
      ['cfg/fish/config.fish', 'shell-config'],
      ['dat/fish/fish_history', 'shell-history'],
      ['zsh/.zsh_history', 'shell-history'],
      ['zsh/.zshrc', 'shell-config'],
    ]);
    expect((await aim({ env: { ZDOTDIR: 'zsh' } }).sweepSecrets()).findings).toEqual([]);
  });

  it('are searched behind a link, once, and tell of both names', async () => {
    const dotfiles = tempFolder();
    fs.writeFileSync(join(dotfiles, 'zshrc'), line);
    const link = { link: join(dotfiles, 'zshrc') };
    const { aim, home } = user({ '.zshrc': link, '.zshenv': link, '.zlogin': { link: '.zlogin' } });
    const { findings, unreadable } = await aim().sweepSecrets();
    expect(findings).toMatchObject([{ file: join(dotfiles, 'zshrc'), link: join(home, '.zshrc') }]);
    expect(unreadable).toMatchObject([{ file: join(home, '.zlogin') }]);
    const named = await aim().sweepSecrets({ paths: ['.zshenv'] });
    expect(named.findings).toMatchObject([{ file: join(dotfiles, 'zshrc') }]);
  });

  it('tell a .env file of the project from one of a tool', async () => {
    const { aim, home } = user({
      '.gemini/.env': line,
      'project/.env': line,
      'project/sub/x': '',
    });
    const { findings } = await aim({ cwd: join(home, 'project/sub') }).sweepSecrets();
    expect(findings.map(({ file, kind, tool }) => [file.slice(home.length), kind, tool])).toEqual([
      ['/.gemini/.env', expect.anything(), 'gemini'],
      ['/project/.env', 'env-file', undefined],
    ]);
  });

  it('say which file is too large to be read unless it is named', async () => {
    const { aim, home } = user({ '.bashrc': line });
    const file = join(home, '.bashrc');
    fs.truncateSync(file, 64 * 1024 * 1024 + 1);
    const { findings, unreadable } = await aim().sweepSecrets();
    expect(findings).toEqual([]);
    expect(unreadable).toEqual([{ file, message: expect.stringContaining('it has 64 MiB') }]);
    expect((await aim().sweepSecrets({ paths: [file] })).findings).toHaveLength(1);
  });
});

describe('a file in UTF-16, as PowerShell writes it', () => {
  const text = `# Schlüssel Ċ ਊ\r\n$env:OPENROUTER_API_KEY = "${key}"\r\n`;

  it.each([
    ['little', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['big', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('of %s end first is searched: place and length are in its bytes', async (_, bytes) => {
    const { aim, home } = user();
    fs.writeFileSync(join(home, 'profile.ps1'), bytes);
    const { findings } = await aim().sweepSecrets({ paths: [home] });
    expect(findings).toMatchObject([
      { line: 2, column: 2 * 28 - 1, variable: 'OPENROUTER_API_KEY', masked: 'sk-or-v1-…' },
    ]);
    const { offset = 0, length = 0 } = findings[0] ?? {};
    const found = bytes.subarray(offset, offset + length);
    expect(found.filter((byte) => byte !== 0).toString()).toBe(key);
  });

  it('has the values of the vault, too, across the pieces in which it is read', async () => {
    const { aim, home } = user();
    await aim().setSecret({ name: 'team/db', value: 'the words that nobody guesses' });
    const filler = 'x'.repeat(128 * 1024 - 20);
    const file = Buffer.from(`\ufeff${filler}the words that nobody guesses\n`, 'utf16le');
    fs.writeFileSync(join(home, 'notes.txt'), file);
    const { findings } = await aim().sweepSecrets({ paths: [join(home, 'notes.txt')] });
    expect(findings).toMatchObject([
      { secret: 'team/db', offset: 2 * filler.length + 2, length: 58, form: 'plain' },
    ]);
  });

  it('is not changed: its key is left to a person', async () => {
    const { aim, home } = user();
    const file = join(home, '.env');
    fs.writeFileSync(file, Buffer.from(`\ufeffOPENROUTER_API_KEY=${key}\r\n`, 'utf16le'));
    const { plan } = await aim().planAdoption();
    expect(plan).toMatchObject({ steps: [], byHand: [{ reason: 'not-utf-8' }] });
  });
});
