import { describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';

const old = 'sk-planted-old-0123456789';
const now = 'sk-planted-new-9876543210';

/** A home with these files, and a vault with a key that had another value before. */
async function home(key: string, files: Record<string, string>) {
  const folder = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const input of [old, now])
    await aim(['secrets', 'set', key, '--stdin'], { home: folder, input });
  return folder;
}

interface Answer {
  places: { rank: number; where: string; run: { wins: string }; alone: { wins: string } }[];
  winner: Record<'run' | 'alone', { where: string; sure: boolean; unless: number[] } | null>;
  stale: { where: string; version?: number }[];
  copies: { where: string }[];
}

interface Planted {
  tool: string;
  key: string;
  files: Record<string, string>;
  /** Who wins. */
  run: string;
  alone: string;
}

describe('aim secrets why', () => {
  it('shows that Codex takes an old key from auth.json, in 80 columns', async () => {
    const where = await home('OPENAI_API_KEY', {
      '.codex/auth.json': `{\n  "OPENAI_API_KEY": "${old}"\n}\n`,
      '.bashrc': `export OPENAI_API_KEY=${now}\n`,
    });
    const { code, stdout, stderr } = await aim(
      ['secrets', 'why', 'OPENAI_API_KEY', '--tool', 'codex'],
      { home: where, env: { OPENAI_API_KEY: now } },
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ 5 {2}wins +wins +~\/\.codex\/auth\.json:2 OPENAI_API_KEY$/m);
    expect(stdout).toContain('stale: an earlier value of OPENAI_API_KEY');
    expect(stdout).toContain('By itself:    5, ~/.codex/auth.json:2, wins, unless 3 does');
    expect(stdout).toContain('In plaintext, as in the vault: ~/.bashrc:1');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).not.toContain('planted');
  });

  it.each<Planted>([
    {
      tool: 'llm',
      key: 'OPENAI_API_KEY',
      files: { '.config/io.datasette.llm/keys.json': `{"openai":"${old}"}` },
      run: '.config/io.datasette.llm/keys.json:1',
      alone: '.config/io.datasette.llm/keys.json:1',
    },
    {
      tool: 'gemini',
      key: 'GEMINI_API_KEY',
      files: { '.gemini/.env': `# mine\nGEMINI_API_KEY=${old}\n` },
      run: 'GEMINI_API_KEY',
      alone: '.gemini/.env:2',
    },
    {
      tool: 'aider',
      key: 'ANTHROPIC_API_KEY',
      files: { '.env': `ANTHROPIC_API_KEY=${old}\n`, '.aider.conf.yml': `model: x\n` },
      run: '.env:1',
      alone: '.env:1',
    },
    {
      tool: 'goose',
      key: 'OPENAI_API_KEY',
      files: { '.config/goose/config.yaml': `GOOSE_MODEL: x\nOPENAI_API_KEY: ${old}\n` },
      run: 'OPENAI_API_KEY',
      alone: '.config/goose/config.yaml:2',
    },
    {
      tool: 'kimi',
      key: 'MOONSHOT_API_KEY',
      files: { '.kimi/config.toml': `[providers.kimi]\napi_key = "${old}"\n` },
      run: 'KIMI_API_KEY',
      alone: '.kimi/config.toml:2',
    },
  ])('$tool: who wins with aim run, and by itself', async ({ tool, key, files, run, alone }) => {
    const folder = await home(key, files);
    const { data } = await aimJson<Answer>(['secrets', 'why', key, '--tool', tool], {
      home: folder,
    });
    const path = (place: string) => (place.startsWith('.') ? join(folder, place) : place);
    expect([data.winner.run?.where, data.winner.alone?.where]).toEqual([path(run), path(alone)]);
    expect(data.stale).toContainEqual(expect.objectContaining({ where: path(alone), version: 1 }));
    expect(JSON.stringify(data)).not.toContain('planted');
    const audit = join(folder, '.local/share/aim/audit');
    const log = readFileSync(join(audit, `${new Date().toISOString().slice(0, 10)}.jsonl`), 'utf8');
    expect(log).toContain('"event_type":"secret_why"');
    expect(log).not.toContain('planted');
  });

  it('says what it cannot read, and keeps to 80 columns', async () => {
    const folder = await home('OPENAI_API_KEY', {
      '.codex/auth.json': `{ "OPENAI_API_KEY": "${old}`,
      '.codex/config.toml': '#'.repeat(9_000_000),
    });
    const args = ['secrets', 'why', 'OPENAI_API_KEY', '--tool', 'codex'];
    const { code, stdout } = await aim(args, { home: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('it is not JSON');
    expect(stdout.replace(/\s+/g, ' ')).toContain('is larger than 8388608 bytes');
    expect(stdout).not.toContain('planted');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('keeps the login of Claude, and warns of a key that overrides it', async () => {
    const folder = await home('ANTHROPIC_API_KEY', {
      '.claude/.credentials.json': '{"claudeAiOauth":{"accessToken":"planted-login"}}',
    });
    const args = ['secrets', 'why', 'ANTHROPIC_API_KEY', '--tool', 'claude'];
    const { data, findings } = await aimJson<Answer>(args, {
      home: folder,
      env: { ANTHROPIC_API_KEY: old },
    });
    expect(data.winner.run?.where).toBe(join(folder, '.claude/.credentials.json:1'));
    expect(data.winner.alone?.where).toBe('ANTHROPIC_API_KEY');
    expect(findings).toContainEqual(
      expect.objectContaining({
        id: 'secret.billing',
        message: expect.stringContaining('Started by itself, ANTHROPIC_API_KEY overrides'),
      }),
    );
  });

  it('takes the token of GitHub for Copilot before what gh would print', async () => {
    const folder = await home('GITHUB_TOKEN', {});
    const { data } = await aimJson<Answer>(
      ['secrets', 'why', 'GITHUB_TOKEN', '--tool', 'copilot'],
      {
        home: folder,
        env: { GH_TOKEN: old },
      },
    );
    expect(data.winner.run).toMatchObject({ where: 'COPILOT_GITHUB_TOKEN', sure: true });
    expect(data.winner.alone).toMatchObject({ where: 'GH_TOKEN', sure: true });
  });

  it('has one line for each installed tool, and says no when nobody gives a key', async () => {
    const folder = await home('OPENAI_API_KEY', {});
    const env = pathWith(programs({ codex: 'exit 0', llm: 'exit 0' }));
    const { code, stdout } = await aim(['secrets', 'why', 'OPENAI_API_KEY'], { home: folder, env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^llm +OPENAI_API_KEY +nobody$/m);
    expect(stdout).toMatch(/^codex +CODEX_API_KEY \(may\) +keychain entry/m);
    const none = await aim(['secrets', 'why', 'OPENAI_API_KEY', '--tool', 'sgpt']);
    expect([none.code, none.stdout]).toEqual([1, expect.stringContaining('nobody gives it a key')]);
    const wrong = await aim(['secrets', 'why', 'OPENAI_KEY', '--tool', 'codex']);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('did you mean')]);
  });
});
