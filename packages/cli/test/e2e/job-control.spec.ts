import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimFile } from '../support/aim.js';
import { onTerminal, type PtySession } from '../support/pty.js';
import { pathWith, programs } from '../support/programs.js';

/** Leaves its mark on the terminal before it stops, as an editor does that restores the screen. */
const editor = `
  console.log('editing'); setInterval(() => 0, 1000);
  process.on('SIGTSTP', () => setTimeout(() => {
    console.log('screen restored'); process.kill(process.pid, 'SIGSTOP');
  }, 200));
  process.on('SIGCONT', () => console.log('editing again'));
  process.on('SIGWINCH', () => console.log('resized to ' + process.stdout.columns));
  process.on('SIGINT', () => { console.log('one ctrl+c'); process.exit(4); });`;

/** A shell that knows `aim` and `editor`, in which this line was typed. */
async function shellWith(line: string): Promise<PtySession> {
  const file = join(tempFolder(), 'editor.js');
  writeFileSync(file, editor);
  const PATH = pathWith(
    programs({
      editor: `exec '${process.execPath}' '${file}'`,
      aim: `exec '${process.execPath}' '${aimFile}' "$@"`,
    }),
  ).PATH;
  const env = { PATH, PS1: 'shell> ' };
  const session = onTerminal(['/bin/bash', '--norc', '--noprofile', '-i'], { env });
  session.type(`clear; ${line}\r`);
  await session.shows(/^editing$/m);
  return session;
}

describe('aim run under a shell with job control', () => {
  it.each([
    ['once', 'aim run -- editor'],
    ['within another aim run', 'aim run -- aim run -- editor'],
  ])('is stopped by ctrl+z after the program, and continued by fg: %s', async (_how, line) => {
    const session = await shellWith(line);
    session.type('\x1A');
    await session.shows(/screen restored\n.*Stopped/s);
    session.type('clear; fg\r');
    await session.shows('editing again');
    session.type('\x03');
    await session.shows(/one ctrl\+c\nshell>/);
    session.type('echo "code $?"; exit\r');
    await session.ended;
    expect(session.output()).toContain('code 4');
    expect(session.output().match(/one ctrl\+c/g)).toHaveLength(1);
  });

  it('lets a resize of the window reach the program once', async () => {
    const session = await shellWith('aim run -- editor');
    session.resize(100, 30);
    await session.shows('resized to 100');
    session.type('\x03');
    await session.shows('one ctrl+c');
    session.type('exit\r');
    await session.ended;
    expect(session.output().match(/resized to 100/g)).toHaveLength(1);
  });
});
