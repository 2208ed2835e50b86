import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';
import { aimOnTerminal } from '../support/pty.js';

const value = 'sk-leaky-0123456789';

/** A Codex that notes its key in a transcript, as a tool that ran `env` for its user would. */
async function talkativeCodex() {
  const home = tempFolder();
  await aim(['secrets', 'set', 'OPENAI_API_KEY', '--stdin'], { home, input: value });
  const session = '.codex/sessions/2026/11/25/rollout-1.jsonl';
  const codex = `mkdir -p "$(dirname "$HOME/${session}")"
    echo '{"type":"start"}' > "$HOME/${session}"
    printf '{"output":"OPENAI_API_KEY=%s"}\\n' "$OPENAI_API_KEY" >> "$HOME/${session}"
    exit 3`;
  const transcript = join(home, session);
  return { home, env: pathWith(programs({ codex })), transcript };
}

describe('aim run --watch-leaks', () => {
  it('says where the tool wrote the key down, and keeps the exit code', async () => {
    const { home, env, transcript } = await talkativeCodex();
    const { code, stdout, stderr } = await aim(['run', '--watch-leaks', 'codex'], { home, env });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`OPENAI_API_KEY is in ${transcript}:2`);
    expect(stderr).toContain('--yes overwrites them');
    expect(stderr).not.toContain(value);
    expect(readFileSync(transcript, 'utf8')).toContain(value);
  });

  it('overwrites it with --yes, and both are on record without the value', async () => {
    const { home, env, transcript } = await talkativeCodex();
    const { code, stderr } = await aim(['run', '--watch-leaks', '--yes', 'codex'], { home, env });
    expect(code).toBe(3);
    expect(stderr).toContain('overwrote 1 place');
    const [, second] = readFileSync(transcript, 'utf8').split('\n');
    expect(JSON.parse(second as string)).toEqual({
      output: `OPENAI_API_KEY=${'*'.repeat(value.length)}`,
    });
    const audit = join(home, '.local/share/aim/audit');
    const log = readFileSync(join(audit, `${new Date().toISOString().slice(0, 10)}.jsonl`), 'utf8');
    const events = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events).toContainEqual(
      expect.objectContaining({
        event_type: 'leak_found',
        severity: 'warning',
        details: {
          tool: 'codex',
          count: 1,
          places: [{ key: 'OPENAI_API_KEY', file: transcript, line: 2, form: 'plain' }],
        },
      }),
    );
    expect(events.map(({ event_type: type }) => type)).toContain('leak_overwrite');
    expect(log).not.toContain(value);
  });

  it('asks on a terminal, and leaves the file as it is for a no', async () => {
    const { home, env, transcript } = await talkativeCodex();
    const session = aimOnTerminal(['run', '--watch-leaks', 'codex'], { home, env, columns: 200 });
    await session.shows('Overwrite 1 place with asterisks? [y/N]');
    session.type('\r');
    expect(await session.ended).toBe(3);
    expect(readFileSync(transcript, 'utf8')).toContain(value);
  });

  it('says that nothing was found', async () => {
    const { home, env } = await talkativeCodex();
    const quiet = { ...env, ...pathWith(programs({ codex: 'exit 0' })) };
    const { code, stderr } = await aim(['run', '--watch-leaks', 'codex'], { home, env: quiet });
    expect(code).toBe(0);
    expect(stderr).toContain('no injected value in 0 files that the tool wrote');
  });

  it('starts nothing when it is not known where the program writes', async () => {
    const file = join(tempFolder(), 'started');
    const { code, stderr } = await aim(['run', '--watch-leaks', '--', 'touch', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('it is not known which files this command writes');
    expect(existsSync(file)).toBe(false);
  });
});
