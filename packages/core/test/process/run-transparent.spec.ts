import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { bundleDriver, runDriver } from '../support/driver.js';

/** A program like `aim run`: it runs `sh -c SCRIPT` and exits as that did. */
const driver = bundleDriver(
  `import { runTransparent } from '../../src/process/run-transparent.js';
   import { createRedactStream } from '../../src/redact/redact-stream.js';
   const [script, value] = process.argv.slice(2);
   const filter = value === undefined ? {} : {
     stdout: { through: createRedactStream([value]).stream, to: process.stdout },
   };
   const result = await runTransparent({
     file: '/bin/sh', args: ['-c', script], env: { PATH: process.env.PATH ?? '' },
     hasTerminal: process.stdin.isTTY === true, filter,
   });
   process.exitCode = result.exitCode;`,
  import.meta.dirname,
);

describe('runTransparent', () => {
  it('passes output, errors and the exit code on', async () => {
    expect(await runDriver(driver, ['echo out; echo err >&2; exit 7'])).toEqual({
      code: 7,
      signal: null,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('answers 128 + n for a program that died of signal n', async () => {
    expect((await runDriver(driver, ['kill -TERM $$'])).code).toBe(143);
    expect((await runDriver(driver, ['kill -KILL $$'])).code).toBe(137);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH'] as const)(
    'hands %s to the program',
    async (signal) => {
      const name = signal.slice(3);
      const child = spawn(
        process.execPath,
        [
          driver,
          `trap 'echo got ${name}; exit 9' ${name}; echo ready; while :; do sleep 0.05; done`,
        ],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      let output = '';
      let errors = '';
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (chunk.toString().includes('ready')) child.kill(signal);
      });
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect([code, output]).toEqual([9, `ready\ngot ${name}\n`]);
      expect(errors).not.toContain('Debugger');
    },
  );

  it('masks a value that the program prints in pieces', async () => {
    const script = 'printf "key: sk-abc"; sleep 0.2; printf "defgh1 end"; exit 4';
    expect(await runDriver(driver, [script, 'sk-abcdefgh1'])).toMatchObject({
      code: 4,
      stdout: 'key: [redacted] end',
    });
  });

  it('passes a large output through the filter whole', async () => {
    const { stdout } = await runDriver(driver, ['yes line | head -n 200000', 'sk-abcdefgh1']);
    expect(stdout).toBe('line\n'.repeat(200_000));
  });

  it('ends without a word when the reader of the output goes away', async () => {
    const child = spawn('/bin/sh', [
      '-c',
      `"$0" "$1" "yes line" sk-abcdefgh1 | head -n 1`,
      process.execPath,
      driver,
    ]);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    expect(output).toBe('line\n');
  });

  it('ends with the program although a grandchild keeps the filtered output open', async () => {
    expect(
      await runDriver(driver, ['sleep 5 2>/dev/null & echo now; exit 3', 'sk-abcdefgh1']),
    ).toMatchObject({
      code: 3,
      stdout: 'now\n',
    });
  });
});
