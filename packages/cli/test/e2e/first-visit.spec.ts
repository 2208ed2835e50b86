import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';

describe('somebody who has just installed aim', () => {
  it('sees the status where there is no terminal, and nothing is written', async () => {
    const home = tempFolder();
    const { code, stdout, stderr } = await aim([], { home });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('aim secrets set OPENAI_API_KEY');
    expect(stdout).toContain('defaults; no aim_config.json');
    expect(readdirSync(home)).toEqual([]);
  });

  it('gets one JSON document of the shape that scripts rely on', async () => {
    const envelope = await aimJson<Record<string, unknown>>(['status']);
    expect(envelope).toMatchObject({
      schema: 'aim/v1',
      command: 'status',
      ok: true,
      exitCode: 0,
      findings: [],
      errors: [],
    });
    expect(Object.keys(envelope)).toEqual([
      'schema',
      'command',
      'ok',
      'exitCode',
      'data',
      'findings',
      'errors',
      'durationMs',
    ]);
    expect(envelope.data).toMatchObject({
      tools: [],
      secrets: [],
      vault: { backend: expect.anything(), secretCount: 0 },
    });
  });

  it.each([
    [['--help'], 'aim COMMAND [ARGUMENTS] [OPTIONS]'],
    [['help', 'secrets'], 'secrets set KEY [VALUE]'],
    [['secrets', 'set', '--help'], 'pass show openai | aim secrets set OPENAI_API_KEY --stdin'],
    [['run', '-h'], 'aim run claude -p'],
  ])('finds help by aim %j', async (args, expected) => {
    const { code, stdout, stderr } = await aim(args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(expected);
  });

  it('is told the version', async () => {
    expect((await aim(['--version'])).stdout).toMatch(/^aim \d+\.\d+\.\d+\n$/);
  });

  it('reads no colour codes where there is no terminal, and sees them where they are forced', async () => {
    const codes = /\u001b\[/;
    expect((await aim(['health'])).stdout).not.toMatch(codes);
    expect((await aim(['health'], { env: { FORCE_COLOR: '1' } })).stdout).toMatch(codes);
    expect(
      (await aim(['health'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout,
    ).not.toMatch(codes);
  });
});
