import { describe, expect } from '@jest/globals';
import pty from '@lydell/node-pty';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { bundleDriver } from '../support/driver.js';
import { itNeeds } from '../support/needs.js';
import { tempFolder } from '../support/temp-folder.js';

const driver = bundleDriver(
  `import { hasControllingTerminal } from '../../src/process/controlling-terminal.js';
   process.stdout.write(String(hasControllingTerminal()));`,
  import.meta.dirname,
);

/** Runs a shell's line on a terminal of its own; `$0` is Node and `$1` the driver. */
function onTerminal(line: string): Promise<string> {
  const answer = join(tempFolder(), 'answer');
  const args = ['-c', line, process.execPath, driver, answer];
  const session = pty.spawn('/bin/sh', args, { env: { PATH: process.env['PATH'] ?? '' } });
  return new Promise((resolve) => session.onExit(() => resolve(fs.readFileSync(answer, 'utf8'))));
}

describe('hasControllingTerminal', () => {
  itNeeds(['setsid'], 'is false in a session without a terminal', () => {
    const answer = execFileSync('setsid', ['--wait', process.execPath, driver], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(answer.toString()).toBe('false');
  });

  itNeeds(['sh'], 'is true on a terminal though all three streams go elsewhere', async () => {
    expect(await onTerminal('echo | "$0" "$1" > "$2" 2> "$2.errors"')).toBe('true');
  });

  itNeeds(['setsid'], 'is true where only a stream is a terminal', async () => {
    expect(await onTerminal('setsid --wait "$0" "$1" > "$2"')).toBe('true');
  });
});
