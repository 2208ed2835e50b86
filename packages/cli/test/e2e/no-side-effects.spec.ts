import { describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    // What was heard of latest versions is there, and too old.
    mkdirSync(join(home, '.cache/aim'), { recursive: true });
    writeFileSync(
      join(home, '.cache/aim/latest-versions.json'),
      JSON.stringify({
        schema: 1,
        answers: {
          'npm https://registry.npmjs.org/ @anthropic-ai/claude-code': {
            checkedAt: '2026-01-01T00:00:00.000Z',
            version: '2.1.0',
            etag: null,
            failure: null,
          },
        },
      }),
    );
    for (const command of [
      ['status'],
      ['status', '--json'],
      ['secrets', 'list'],
      ['tools', 'list'],
      ['route', 'chat'],
      // Of the keychain only where it is in use.
      ['health'],
      ['doctor', '--share'],
    ]) {
      const effects = effectsOf(command, home, tools);
      expect([command, effects.map((line) => /\b(\w+)\(/.exec(line)?.[1])]).toEqual([
        command,
        ['execve'],
      ]);
    }
  });
});

describe('a secret in the keychain', () => {
  const needs = ['strace', 'dbus-run-session', 'gnome-keyring-daemon'];

  /** The traced calls of each command, in a session whose keyring holds OPENAI_API_KEY. */
  function tracedInSession(home: string, commands: readonly string[]): string[][] {
    const trace = 'strace -f -qq -s 500 -e trace=execve,socket,connect';
    const script = [
      'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1',
      `AIM="${process.execPath} ${aimFile}"`,
      'printf sk-1234567890 | $AIM secrets set OPENAI_API_KEY --stdin',
      ...commands.map((command, i) => `${trace} -o "$HOME/trace-${i}" $AIM ${command}`),
    ].join('\n');
    spawnSync('dbus-run-session', ['--', 'bash', '-c', script], {
      env: { HOME: home, PATH: '/usr/bin:/bin' },
    });
    return commands.map((_, i) => readFileSync(join(home, `trace-${i}`), 'utf8').split('\n'));
  }

  itNeeds(needs, 'is listed without a question to it, and read over one connection', () => {
    const connections = {
      'secrets list': 0,
      'secrets list --json': 0,
      'secrets get OPENAI_API_KEY': 0,
      'secrets get OPENAI_API_KEY --show': 1,
      'run --secret OPENAI_API_KEY -- env': 1,
    };
    const commands = Object.keys(connections);
    const traces = tracedInSession(tempFolder(), commands);
    const counts = traces.map((lines) => {
      const of = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
      // A call that another thread interrupts is two lines; the first has the arguments.
      const programs = of(/\bexecve\((?!.* = -1 )/);
      return { aims: of(/\bexecve\(.*bundle\/aim\.js/), programs, sockets: of(/\bsocket\(/) };
    });
    expect(counts).toEqual(
      Object.entries(connections).map(([command, sockets]) => {
        return { aims: 1, programs: command.startsWith('run') ? 2 : 1, sockets };
      }),
    );
  });
});
