import { afterAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withAllowed } from '../catalogue-verify/allowed.mjs';
import { headlessUse, missingFlags, printedVersion } from '../catalogue-verify/flags.mjs';
import { probe } from '../catalogue-verify/probe.mjs';

const folder = mkdtempSync(join(tmpdir(), 'aim-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what is held against a program', () => {
  const codex = {
    headless: {
      args: ['exec', '--json', '--color', 'never'],
      promptArgs: ['-'],
      modelArgs: ['--model', '{model}'],
      permission: {
        'read-only': { args: ['--sandbox', 'read-only'] },
        full: { args: ['--mode=all', '--sandbox', 'off'], env: { A: 'b' } },
      },
    },
  };

  it('is every option of every mode, asked of the command that takes the prompt', () => {
    expect(headlessUse(codex)).toEqual({
      help: ['exec', '--help'],
      flags: ['--json', '--color', '--model', '--sandbox', '--mode'],
    });
  });

  it('is nothing for a tool that takes no jobs', () => {
    expect(headlessUse({})).toBeUndefined();
  });

  it('is in the help as a whole word, or is missed', () => {
    const help = '  -q, --quiet\n  --approval-mode MODE\n  --output-format=FORMAT\n';
    const flags = ['--quiet', '-q', '--approval', '--format', '--output-format'];
    expect(missingFlags(flags, help)).toEqual(['--approval', '--format']);
  });

  it('is the version on whichever line it stands', () => {
    const tool = { version: { pattern: '^codex-cli\\s+(\\S+)' } };
    expect(printedVersion(tool, 'WARNING: a home in /tmp\ncodex-cli 0.169.0\n')).toBe('0.169.0');
    expect(printedVersion(tool, 'not installed')).toBeUndefined();
  });
});

describe('a program that is looked at', () => {
  const node = (code) => [process.execPath, '-e', code];

  it('has an empty home, nothing to read, and leaves nothing behind', async () => {
    const { exitCode, output } = await probe(
      node(`
        const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
        console.log(readdirSync(process.env.HOME).length, readFileSync(0, 'utf8').length);
        writeFileSync(process.env.HOME + '/cache', 'x');
        console.error(process.env.SWITCH, process.env.AIM_HOME);
      `),
      { folder, deadlineMs: 20_000, env: { SWITCH: 'off' } },
    );
    expect([exitCode, output]).toEqual([0, '0 0\noff undefined\n']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is killed at its deadline, with what it started', async () => {
    const mark = join(folder, 'alive');
    const child = `setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(mark)}, ''), 1500)`;
    const { exitCode } = await probe(
      node(`
        const { spawn } = require('node:child_process');
        spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'ignore' });
        setInterval(() => undefined, 1000);
      `),
      { folder, deadlineMs: 500 },
    );
    expect(exitCode).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(existsSync(mark)).toBe(false);
  });

  it('may not be there', async () => {
    const { exitCode, output } = await probe([join(folder, 'nothing')], {
      folder,
      deadlineMs: 500,
    });
    expect(exitCode).toBeNull();
    expect(output).toMatch(/ENOENT/);
  });
});

describe('what disagrees', () => {
  const fails = { version: { state: 'fail', detail: 'no version' }, seen: '1.0.0' };

  it('is a problem, unless the list has a reason for it', () => {
    expect(withAllowed({ jules: fails }, {}).problems).toEqual(['jules: version: no version']);
    const { marked, problems } = withAllowed({ jules: fails }, { jules: { version: 'downloads' } });
    expect(problems).toEqual([]);
    expect(marked.jules.version).toEqual({ state: 'allowed', detail: 'downloads' });
  });

  it('may not be listed when it agrees after all', () => {
    const agrees = { jules: { version: { state: 'ok', detail: '1.0.0' } } };
    expect(withAllowed(agrees, { jules: { version: 'downloads' } }).problems).toEqual([
      'jules: version agrees: take it from the list of what is allowed',
    ]);
  });

  it('is not said of what could not be looked at', () => {
    const skipped = { jules: { version: { state: 'skipped', detail: 'E404' } } };
    expect(withAllowed(skipped, {}).problems).toEqual([]);
  });
});
