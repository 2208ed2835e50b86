import { describe, expect, it } from '@jest/globals';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';
import { aimOnTerminal } from '../support/pty.js';

describe('aim run -- COMMAND', () => {
  it('is as if aim were not there: arguments, output, errors, exit code', async () => {
    const script = 'printf "%s|" "$@"; echo oops >&2; exit 7';
    expect(await aim(['run', '--', 'sh', '-c', script, 'sh', '--json', 'a b', '', "it's"])).toEqual(
      {
        code: 7,
        stdout: "--json|a b||it's|",
        stderr: 'oops\n',
      },
    );
  });

  it('hands stdin on', async () => {
    expect((await aim(['run', '--', 'cat'], { input: 'from stdin' })).stdout).toBe('from stdin');
  });

  it('keeps the environment but for what belongs to aim', async () => {
    const { stdout } = await aim(['run', '--', 'env'], {
      env: { OPENAI_API_KEY: 'mine', AIM_HOME: tempFolder(), AIM_SECRETS_BACKEND: 'file' },
    });
    expect(stdout).toContain('OPENAI_API_KEY=mine\n');
    expect(stdout).not.toContain('AIM_');
  });

  it.each([
    ['a program that is not there', ['no-such-program'], 127],
    ['a signal', ['sh', '-c', 'kill -TERM $$'], 143],
    ['a program that ends well', ['true'], 0],
  ])('exits as a shell does for %s', async (_name, command, code) => {
    expect((await aim(['run', '--', ...command])).code).toBe(code);
  });

  it('exits 126 for a file that may not be executed', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'text'), 'no program');
    chmodSync(join(folder, 'text'), 0o644);
    const { code, stderr } = await aim(['run', '--', './text'], { cwd: folder });
    expect(code).toBe(126);
    expect(stderr).toContain('is not executable');
  });

  it('leaves the program its terminal', async () => {
    const session = aimOnTerminal([
      'run',
      '--',
      'sh',
      '-c',
      'test -t 0 && test -t 1 && test -t 2 && tty',
    ]);
    expect(await session.ended).toBe(0);
    expect(session.output()).toMatch(/^\/dev\//);
  });

  it('lets ctrl+c reach the program, and waits for what it does with it', async () => {
    const session = aimOnTerminal([
      'run',
      '--',
      'sh',
      '-c',
      'trap "echo cleaned; exit 5" INT; echo ready; while :; do sleep 0.1; done',
    ]);
    await session.shows('ready');
    session.type('\u0003');
    expect(await session.ended).toBe(5);
    expect(session.output()).toContain('cleaned');
  });

  it('does not start the program when a secret is missing', async () => {
    const { code, stdout, stderr } = await aim([
      'run',
      '--secret',
      'OPENAI_API_KEY',
      '--',
      'echo',
      'started',
    ]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('No secret named OPENAI_API_KEY');
    expect(stderr).toContain('aim secrets set OPENAI_API_KEY');
  });

  it('runs inside itself', async () => {
    const { code, stdout } = await aim([
      'run',
      '--',
      process.execPath,
      join(import.meta.dirname, '../../bundle/aim.js'),
      'run',
      '--',
      'echo',
      'deep',
    ]);
    expect([code, stdout]).toEqual([0, 'deep\n']);
  });

  it('names the variable that is too large for the system', async () => {
    const home = tempFolder();
    await aim(['secrets', 'set', 'BIG', '--stdin'], { home, input: 'x'.repeat(200_000) });
    const { code, stderr } = await aim(['run', '--secret', 'BIG', '--', 'true'], { home });
    expect(code).toBe(125);
    expect(stderr).toContain(
      'BIG is too large for an environment variable: 200005 bytes, the limit is 131072',
    );
  });
});
