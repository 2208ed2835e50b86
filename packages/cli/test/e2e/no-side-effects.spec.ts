import { describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimFile } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';

/** The system calls of a command that start programs or open sockets, one a line. */
function effectsOf(command: string[], home: string, env: Record<string, string>): string[] {
  const { stderr } = spawnSync(
    'strace',
    ['-f', '-qq', '-e', 'trace=execve,socket,connect', process.execPath, aimFile, ...command],
    { encoding: 'utf8', env: { HOME: home, ...env } },
  );
  return stderr.split('\n').filter((line) => /\b(execve|socket|connect)\(/.test(line));
}

const tools = pathWith(programs({ claude: 'exit 0', ollama: 'exit 0' }));

describe('looking at the state of things', () => {
  itNeeds(['strace'], 'starts no program and opens no socket', async () => {
    const home = tempFolder();
    await aim(['secrets', 'set', 'OPENAI_API_KEY', '--stdin'], { home, input: 'sk-1234567890' });
    for (const command of [
      ['status'],
      ['status', '--json'],
      ['secrets', 'list'],
      ['tools', 'list'],
      ['route', 'chat'],
    ]) {
      const effects = effectsOf(command, home, tools);
      expect([command, effects.map((line) => /\b(\w+)\(/.exec(line)?.[1])]).toEqual([
        command,
        ['execve'],
      ]);
    }
  });
});
