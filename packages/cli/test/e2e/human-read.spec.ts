import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimFile, aimJson } from '../support/aim.js';
import { programs } from '../support/programs.js';
import { aimOnTerminal } from '../support/pty.js';

const key = 'sk-test-1234567890abcdef';
const show = ['secrets', 'get', 'OPENAI_API_KEY', '--show'];

async function homeWithKey(): Promise<string> {
  const home = tempFolder();
  await aim(['secrets', 'set', 'OPENAI_API_KEY', '--stdin'], { home, input: key });
  return home;
}

/** What a program of that name, which runs its arguments, brings back of `aim`. */
function below(program: string, home: string) {
  const file = join(programs({ [program]: '"$@"' }), program);
  return spawnSync(file, [process.execPath, aimFile, ...show], {
    env: { PATH: '/usr/bin:/bin', HOME: home },
    encoding: 'utf8',
  });
}

describe('an AI agent that asks for a value', () => {
  it('is known by the variable that it sets, and is refused', async () => {
    const home = await homeWithKey();
    const { code, stdout, stderr } = await aim(show, { home, env: { GEMINI_CLI: '1' } });
    expect([code, stdout]).toEqual([6, '']);
    expect(stderr).toContain(
      'OPENAI_API_KEY is not shown: an AI agent asked (gemini: variable GEMINI_CLI)',
    );
    expect(stderr).toContain('aim run --secret KEY -- PROGRAM');
    const { errors, data } = await aimJson(show, { home, env: { CLAUDECODE: '1' } });
    expect([errors[0]?.code, data]).toEqual(['secret.agent_refused', null]);
  });

  it('is known on a terminal as well', async () => {
    const session = aimOnTerminal(show, { home: await homeWithKey(), env: { CURSOR_AGENT: '1' } });
    expect(await session.ended).toBe(6);
    expect(session.output()).not.toContain(key);
  });

  it('is known by its process, without any variable', async () => {
    const { status, stdout, stderr } = below('claude', await homeWithKey());
    expect([status, stdout]).toEqual([6, '']);
    expect(stderr).toMatch(/an AI agent asked \(claude: ancestor claude \(pid \d+\)\)/);
  });

  it('passes when the user has written so', async () => {
    const home = await homeWithKey();
    mkdirSync(join(home, '.config/aim'), { recursive: true });
    const config = JSON.stringify({ secrets: { agentReads: 'allow' } });
    writeFileSync(join(home, '.config/aim/aim_config.json'), config);
    expect(below('claude', home).stdout).toBe(`${key}\n`);
  });

  it('can run a program with the key', async () => {
    const home = await homeWithKey();
    const run = [
      'run',
      '--secret',
      'OPENAI_API_KEY',
      '--',
      'sh',
      '-c',
      'echo "${#OPENAI_API_KEY}"',
    ];
    const { code, stdout } = await aim(run, { home, env: { CODEX_THREAD_ID: 'a1' } });
    expect([code, stdout]).toEqual([0, `${key.length}\n`]);
  });
});

describe('anybody else', () => {
  it('gets the value through a pipe', async () => {
    const home = await homeWithKey();
    expect((await aim(show, { home })).stdout).toBe(`${key}\n`);
    expect(below('deploy', home).stdout).toBe(`${key}\n`);
  });

  it('gets it in the terminal of an editor', async () => {
    const env = { TERM_PROGRAM: 'vscode', CURSOR_TRACE_ID: 'a1', CLAUDECODE: '1' };
    const session = aimOnTerminal(show, { home: await homeWithKey(), env });
    expect(await session.ended).toBe(0);
    await session.shows(key);
  });
});
