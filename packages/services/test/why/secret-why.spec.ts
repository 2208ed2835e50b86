import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { KeyAnswer } from '../../src/index.js';
import { user, userConfig, type Entry } from '../support/user.js';

const old = 'sk-the-old-value-0001';
const now = 'sk-the-new-value-0002';
const other = 'sk-of-somebody-else-3';

/** Somebody whose vault has a key and its earlier value. */
async function owner(files: Record<string, Entry>, env = {}, key = 'OPENAI_API_KEY') {
  const who = user(files, env);
  await who.aim().setSecret({ name: key, value: old });
  await who.aim().setSecret({ name: key, value: now });
  const why = async (tool: string, cwd = who.home) => {
    const [answer] = await who.aim({ cwd }).secretWhy({ key, tool });
    const text = JSON.stringify(answer) + who.auditText() + JSON.stringify(who.heard);
    for (const value of [old, now, other]) expect(text).not.toContain(value);
    return answer as KeyAnswer;
  };
  return { ...who, why };
}

const short = ({ places, winner }: KeyAnswer, home: string) => ({
  places: places
    .filter(({ run, alone }) => run.state !== 'absent' || alone.state !== 'absent')
    .map(({ where, run, alone }) => [where.replace(home, '~'), run.wins, alone.wins]),
  winner: [winner.run?.where.replace(home, '~'), winner.alone?.where.replace(home, '~')],
});

describe('why a tool has a key', () => {
  it('names an earlier value, another one and a copy', async () => {
    const { home, why } = await owner({
      '.aider.conf.yml': `openai-api-key: ${old}\napi-key:\n  - gemini=${other}\n`,
      '.env': `A=1\nOPENAI_API_KEY=${other}\n`,
      '.aider/oauth-keys.env': `OPENAI_API_KEY=${now}\n`,
    });
    const answer = await why('aider');
    expect(short(answer, home)).toEqual({
      places: [
        ['option --openai-api-key, --anthropic-api-key, --api-key PROVIDER=KEY', 'no', 'no'],
        ['~/.aider.conf.yml:1', 'yes', 'yes'],
        ['~/.env:2', 'no', 'no'],
        ['~/.aider/oauth-keys.env:1', 'no', 'no'],
        ['OPENAI_API_KEY', 'no', 'no'],
      ],
      winner: ['~/.aider.conf.yml:1', '~/.aider.conf.yml:1'],
    });
    expect(answer.stale).toEqual([
      expect.objectContaining({ file: join(home, '.aider.conf.yml'), line: 1, version: 1 }),
      expect.objectContaining({ file: join(home, '.env'), line: 2 }),
    ]);
    expect(answer.copies.map(({ where }) => where)).toEqual([
      join(home, '.aider/oauth-keys.env:1'),
    ]);
  });

  it('reads a key that aider gets as PROVIDER=KEY', async () => {
    const { why } = await owner({ '.aider.conf.yml': `api-key:\n  - openai=${now}\n` });
    const place = (await why('aider')).places.find(({ run }) => run.wins === 'yes');
    expect(place).toMatchObject({ at: 'api-key.0', line: 2, run: { same: 'yes' } });
  });

  it('has another winner with aim run than without', async () => {
    const { home, why } = await owner(
      { '.bashrc': `export OPENAI_API_KEY="${old}"\n` },
      {
        OPENAI_API_KEY: old,
      },
    );
    const answer = await why('sgpt');
    expect(answer.places[0]).toMatchObject({
      where: 'OPENAI_API_KEY',
      run: { state: 'holds', same: 'yes', secret: 'OPENAI_API_KEY', wins: 'yes' },
      alone: { state: 'holds', same: 'no', version: 1, wins: 'yes' },
      setIn: [{ file: join(home, '.bashrc'), line: 1, same: 'no', version: 1 }],
    });
    expect(answer.stale.map(({ where }) => where)).toEqual([join(home, '.bashrc:1')]);
  });

  it('knows which of many keys in a file is meant', async () => {
    const { home, why } = await owner({
      '.config/io.datasette.llm/keys.json': `{\n "anthropic": "${other}",\n "openai": "${old}",\n "mine": "${other}"\n}`,
    });
    const answer = await why('llm');
    expect(short(answer, home).places).toEqual([
      ['option --key', 'no', 'no'],
      ['~/.config/io.datasette.llm/keys.json:3', 'yes', 'yes'],
      ['~/.config/io.datasette.llm/keys.json:4', 'no', 'no'],
      ['OPENAI_API_KEY', 'no', 'no'],
    ]);
    // That another name holds another key is no fault of it.
    expect(answer.stale.map(({ line }) => line)).toEqual([3]);
  });

  it('follows a reference of a file to a variable', async () => {
    const { why } = await owner({
      '.config/opencode/opencode.json': `{ // mine
        "provider": { "openai": { "options": { "apiKey": "{env:OPENAI_API_KEY}" } } } }`,
    });
    const [place] = (await why('opencode')).places.filter(({ run }) => run.wins === 'yes');
    expect(place).toMatchObject({
      from: 'config',
      notes: expect.arrayContaining(['stands for the variable OPENAI_API_KEY']),
      run: { state: 'holds', same: 'yes', wins: 'yes' },
      alone: { state: 'absent', wins: 'no' },
    });
  });

  it('passes over a .env file that is not the first, as Gemini does', async () => {
    const { home, why } = await owner(
      { '.gemini/.env': 'OTHER=1\n', '.env': `GEMINI_API_KEY=${old}\n` },
      {},
      'GEMINI_API_KEY',
    );
    const answer = await why('gemini');
    const passed = answer.places.find(({ where }) => where === join(home, '.env:1'));
    expect(passed).toMatchObject({ alone: { state: 'holds', wins: 'no', version: 1 } });
    expect(passed?.notes.at(-1)).toBe('passed over: only the first of these files is read');
    expect(answer.winner.alone?.sure).toBe(false);
  });

  it('does not read the keychain, run a helper, or wait for a pipe', async () => {
    const { home, why } = await owner(
      {
        '.claude/settings.json': '{\n "apiKeyHelper": "touch ran; echo sk-x"\n}',
        '.claude/.credentials.json': '{ "claudeAiOauth": { "accessToken": "broken',
      },
      {},
      'ANTHROPIC_API_KEY',
    );
    fs.mkdirSync(join(home, 'project/.claude'), { recursive: true });
    execFileSync('mkfifo', [join(home, 'project/.claude/settings.json')]);
    const { places } = await why('claude', join(home, 'project'));
    const pipe = places.find(({ file }) => file === join(home, 'project/.claude/settings.json'));
    expect(pipe).toMatchObject({ run: { state: 'unknown', wins: 'maybe' } });
    const helper = places.find(({ from }) => from === 'helper');
    expect(helper).toMatchObject({ at: 'apiKeyHelper', line: 2, run: { wins: 'yes' } });
    expect(fs.existsSync(join(home, 'ran'))).toBe(false);
    const broken = places.find(({ file }) => file?.endsWith('.credentials.json'));
    expect(broken).toMatchObject({ run: { state: 'unknown' } });
    expect(broken?.notes).toContain('it is not JSON');
  });

  it('warns before a key overrides a login that was paid for', async () => {
    const files = { '.claude/.credentials.json': '{"claudeAiOauth":{"accessToken":"oauth-1"}}' };
    const guarded = await owner(files, {}, 'ANTHROPIC_API_KEY');
    const withheld = await guarded.why('claude');
    expect(withheld.winner.run).toMatchObject({ sure: true, rank: withheld.winner.alone?.rank });
    expect(guarded.heard).toEqual([]);
    const config = JSON.stringify({ registry: { tools: { claude: { inject: 'always' } } } });
    const always = await owner({ ...files, [userConfig]: config }, {}, 'ANTHROPIC_API_KEY');
    expect((await always.why('claude')).winner.run?.where).toBe('ANTHROPIC_API_KEY');
    expect(always.heard).toContainEqual(
      expect.objectContaining({
        id: 'secret.billing',
        message: expect.stringContaining('With aim run, ANTHROPIC_API_KEY overrides the login'),
      }),
    );
  });

  it('answers for every installed tool that reads it', async () => {
    const { aim, audit } = user({
      'bin/codex': { program: 'exit 0' },
      'bin/llm': { program: 'exit 0' },
      'bin/claude': { program: 'exit 0' },
    });
    await aim().setSecret({ name: 'OPENAI_API_KEY', value: now });
    const answers = await aim().secretWhy({ key: 'openai/api_key' });
    expect(answers.map(({ tool }) => tool).sort()).toEqual(['codex', 'llm']);
    expect(audit()).toContainEqual(
      expect.objectContaining({
        event_type: 'secret_why',
        details: { key: 'openai/api_key', tools: ['codex', 'llm'], success: true },
      }),
    );
  });

  it.each([
    { key: 'OPENAI_APIKEY', code: 'secret.absent', hint: 'did you mean OPENAI_API_KEY' },
    { key: 'MISTRAL_API_KEY', code: 'usage.invalid', hint: 'It reads: GEMINI_API_KEY' },
    { key: 'GEMNI_API_KEY', code: 'secret.absent', hint: 'did you mean GEMINI_API_KEY' },
  ])('refuses $key of Gemini: $code', async ({ key, code, hint }) => {
    await expect(user().aim().secretWhy({ key, tool: 'gemini' })).rejects.toMatchObject({
      code,
      hint: expect.stringContaining(hint),
    });
    await expect(user().aim().secretWhy({ key, tool: 'gemin' })).rejects.toMatchObject({
      code: 'usage.unknown_tool',
    });
  });
});
