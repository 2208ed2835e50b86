import { describe, expect, it } from '@jest/globals';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';
import { aimOnTerminal } from '../support/pty.js';

const key = 'sk-test-1234567890abcdef';

async function homeWithKey(): Promise<string> {
  const home = tempFolder();
  const { code } = await aim(['secrets', 'set', 'OPENAI_API_KEY', '--stdin'], {
    home,
    input: `${key}\n`,
  });
  expect(code).toBe(0);
  return home;
}

const printKey = ['run', '--secret', 'OPENAI_API_KEY', '--', 'printenv', 'OPENAI_API_KEY'];

describe('a key that is stored without a keyring', () => {
  it('goes to the sealed file vault, which is said', async () => {
    const home = tempFolder();
    const { stdout, stderr } = await aim(['secrets', 'set', 'OPENAI_API_KEY', '--stdin'], {
      home,
      input: key,
    });
    expect(stdout).toContain('the sealed file vault, protected by file permissions only');
    expect(stderr).toContain('AIM_PASSPHRASE_FILE');
    expect(stdout + stderr).not.toContain(key);
  });

  it('is printed by the program that gets it, on a terminal', async () => {
    const session = aimOnTerminal(printKey, { home: await homeWithKey() });
    expect(await session.ended).toBe(0);
    await session.shows(key);
    expect(session.output()).toBe(`${key}\r\n`);
  });

  it('is masked where the output goes elsewhere, which is said on stderr', async () => {
    const { code, stdout, stderr } = await aim(printKey, { home: await homeWithKey() });
    expect([code, stdout]).toEqual([0, '[redacted]\n']);
    expect(stderr).toBe('aim: masked 1 value; --no-mask passes it on\n');
  });

  it('counts different values, however often and in whatever form they are printed', async () => {
    const home = await homeWithKey();
    const script = 'k=$OPENAI_API_KEY; echo "$k $k"; printf %s "$k" | base64; echo "$k" >&2';
    const { stdout, stderr } = await aim(
      ['run', '--secret', 'OPENAI_API_KEY', '--', 'sh', '-c', script],
      { home },
    );
    expect(stdout).toBe('[redacted] [redacted]\n[redacted]\n');
    expect(stderr).toBe('[redacted]\naim: masked 1 value; --no-mask passes it on\n');
  });

  it('passes with --no-mask', async () => {
    const home = await homeWithKey();
    const { stdout, stderr } = await aim(['run', '--no-mask', ...printKey.slice(1)], { home });
    expect([stdout, stderr]).toEqual([`${key}\n`, '']);
  });

  it('can have another name in the program', async () => {
    const home = await homeWithKey();
    const { stdout } = await aim(
      [
        'run',
        '--no-mask',
        '--secret',
        'TOKEN=OPENAI_API_KEY',
        '--',
        'sh',
        '-c',
        'echo "$TOKEN-$OPENAI_API_KEY"',
      ],
      { home },
    );
    expect(stdout).toBe(`${key}-\n`);
  });

  it('is shown only when asked to, raw', async () => {
    const home = await homeWithKey();
    expect((await aim(['secrets', 'get', 'OPENAI_API_KEY'], { home })).stdout).not.toContain(key);
    expect((await aim(['secrets', 'get', 'OPENAI_API_KEY', '--show'], { home })).stdout).toBe(
      `${key}\n`,
    );
  });

  it('is listed by name, and gone after it is deleted', async () => {
    const home = await homeWithKey();
    const list = () =>
      aimJson<{ secrets: { name: string; backend: string; exists: boolean }[] }>(
        ['secrets', 'list'],
        { home },
      );
    expect((await list()).data.secrets).toEqual([
      expect.objectContaining({ name: 'OPENAI_API_KEY', backend: 'file', exists: true }),
    ]);
    expect((await aim(['secrets', 'delete', 'OPENAI_API_KEY', '--yes'], { home })).code).toBe(0);
    expect((await list()).data.secrets).toEqual([]);
    expect((await aimJson(['secrets', 'get', 'OPENAI_API_KEY'], { home })).errors[0]?.code).toBe(
      'secret.absent',
    );
  });

  it('can be typed on a terminal without being seen', async () => {
    const home = tempFolder();
    const session = aimOnTerminal(['secrets', 'set', 'OPENAI_API_KEY'], { home });
    await session.shows('Value of OPENAI_API_KEY (not shown):');
    session.type(`${key}\r`);
    expect(await session.ended).toBe(0);
    expect(session.output()).not.toContain(key);
    expect((await aim(['secrets', 'get', 'OPENAI_API_KEY', '--show'], { home })).stdout).toBe(
      `${key}\n`,
    );
  });

  it('works as an argument, with a warning that does not repeat it', async () => {
    const { code, stdout, stderr } = await aim(['secrets', 'set', 'OPENAI_API_KEY', key]);
    expect(code).toBe(0);
    expect(stderr).toContain('shell history');
    expect(stdout + stderr).not.toContain(key);
  });

  it('leaves a trace in the audit by name', async () => {
    const home = await homeWithKey();
    await aim(printKey, { home });
    const { data } = await aimJson<{ lastEvent: { event_type: string; details: object } }>(
      ['status'],
      { home },
    );
    expect(data.lastEvent).toMatchObject({
      event_type: 'tool_run',
      details: { program: '/usr/bin/printenv', keys: ['OPENAI_API_KEY'], exitCode: 0 },
    });
  });
});
