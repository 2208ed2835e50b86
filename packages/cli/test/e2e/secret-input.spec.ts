import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimFile, aimJson } from '../support/aim.js';
import { aimOnTerminal } from '../support/pty.js';

describe('a value that is given to aim', () => {
  it('is refused when it is no text, rather than stored as another', async () => {
    const home = tempFolder();
    const child = spawn(process.execPath, [aimFile, 'secrets', 'set', 'BIN', '--stdin'], {
      env: { PATH: '/usr/bin:/bin', HOME: home },
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.end(Buffer.from([0x61, 0xff, 0xfe, 0x62]));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(2);
    expect(stderr).toContain('not UTF-8');
    expect((await aimJson<{ secrets: [] }>(['secrets', 'list'], { home })).data.secrets).toEqual(
      [],
    );
  });

  it('is refused when several lines are pasted where one is asked for', async () => {
    const home = tempFolder();
    const session = aimOnTerminal(['secrets', 'set', 'PEM'], { home });
    await session.shows('not shown');
    session.type('-----BEGIN KEY-----\rabcdef\r-----END KEY-----\r');
    expect(await session.ended).toBe(2);
    await session.shows('--stdin');
    expect(session.output()).not.toContain('abcdef');
    expect((await aim(['secrets', 'list'], { home })).stdout).toContain('No secrets yet');
  });

  it.each([
    ['a word too many', ['secrets', 'set', 'K', 'my', 'secretpart']],
    ['a value that begins with a dash', ['secrets', 'set', 'K', '--sk-secretpart']],
    ['a value where a name belongs', ['run', '--secret', 'K=sk-secretpart', '--', 'true']],
    ['a value with = where a name belongs', ['run', '--secret', 'K=a=secretpart', '--', 'true']],
    ['a value alone where a name belongs', ['run', '--secret', 'sk/secretpart/x', '--', 'true']],
  ])('is not repeated in the error of %s', async (_name, args) => {
    for (const more of [[], ['-v']]) {
      const { code, stdout, stderr } = await aim([...more, ...args]);
      expect(code).not.toBe(0);
      expect(stdout + stderr).not.toContain('secretpart');
      expect(stderr).toMatch(/^error: /);
    }
  });

  it.each(['2027-02-31', 'soon', '31.1.2027'])('cannot expire on %s', async (date) => {
    const { code, stderr } = await aim(['secrets', 'set', 'K', '--stdin', '--expires', date], {
      input: 'some value',
    });
    expect(code).toBe(2);
    expect(stderr).toContain(date);
  });

  it('is only checked with --dry-run', async () => {
    const home = tempFolder();
    const { data } = await aimJson(['secrets', 'set', 'K', '--stdin', '--dry-run'], {
      home,
      input: 'some value',
    });
    expect(data).toEqual({ name: 'K', replaces: false, backend: null });
    expect((await aim(['secrets', 'list'], { home })).stdout).toContain('No secrets yet');
    await aim(['secrets', 'set', 'openai/api_key', '--stdin'], { home, input: 'some value' });
    expect((await aim(['secrets', 'delete', 'openai/api_key', '--dry-run'], { home })).stdout).toBe(
      'Would delete openai/api_key\n',
    );
    expect((await aim(['secrets', 'get', 'openai/api_key'], { home })).code).toBe(0);
    expect((await aim(['secrets', 'delete', 'openai/api_key', '--yes'], { home })).code).toBe(0);
    expect((await aim(['secrets', 'get', 'OPENAI_API_KEY'], { home })).code).toBe(1);
  });
});
