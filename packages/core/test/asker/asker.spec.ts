import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { askerOf } from '../../src/asker/find-asker.js';
import type { Ancestry } from '../../src/process/ancestors.js';
import { loadCatalogue } from '../../src/catalogue/catalogue.js';
import { bundleDriver } from '../support/driver.js';
import { itNeeds } from '../support/needs.js';
import { tempFolder } from '../support/temp-folder.js';

const shell = { pid: 20, name: 'bash', argv: ['-bash'] };
const claude = { pid: 10, name: 'claude', argv: ['claude'] };

describe('who asks', () => {
  const who = (ancestors: Ancestry, hasTerminal: boolean) =>
    askerOf(ancestors, { catalogue: loadCatalogue(), hasTerminal });

  it('is a person at a terminal', () => {
    expect(who({ ancestors: [shell], isWhole: true }, true)).toEqual({ kind: 'person' });
  });

  it('is not known in a script, nor where the ancestors cannot be read', () => {
    expect(who({ ancestors: [shell], isWhole: true }, false)).toEqual({ kind: 'unknown' });
    expect(who({ ancestors: [shell], isWhole: false }, true)).toEqual({ kind: 'unknown' });
  });

  it('is an agent above the shell, terminal or not', () => {
    const agent = { kind: 'agent', agent: 'claude', evidence: 'ancestor claude (pid 10)' };
    expect(who({ ancestors: [shell, claude], isWhole: true }, true)).toEqual(agent);
    expect(who({ ancestors: [shell, claude], isWhole: false }, false)).toEqual(agent);
  });
});

describe('the real processes', () => {
  const driver = bundleDriver(
    `import { loadCatalogue, probeAsker, systemHost } from '../../src/index.js';
     const platform = process.argv[2];
     process.stdout.write(JSON.stringify(await probeAsker({ ...systemHost(), platform }, loadCatalogue())));`,
    import.meta.dirname,
  );

  async function askBelow(program: string, platform: string): Promise<unknown> {
    const script = join(tempFolder(), program);
    const start = `require('child_process').spawnSync(process.argv[2], process.argv.slice(3), { stdio: 'inherit' })`;
    writeFileSync(script, `#!${process.execPath}\n${start}\n`);
    chmodSync(script, 0o755);
    // The second command keeps the shell from giving its place to the driver.
    const shell = ['sh', '-c', '"$@"; :', '-', process.execPath, driver, platform];
    const { stdout } = await promisify(execFile)(script, shell, {
      env: { PATH: process.env['PATH'] },
    });
    return JSON.parse(stdout);
  }

  const codex = {
    kind: 'agent',
    agent: 'codex',
    evidence: expect.stringMatching(/^ancestor codex \(pid \d+\)$/),
  };

  it('show an agent above a shell', async () => {
    expect(await askBelow('codex', 'linux')).toEqual(codex);
    expect(await askBelow('codex-tools', 'linux')).not.toEqual(codex);
  });

  itNeeds(['ps'], 'show it by ps as well', async () => {
    expect(await askBelow('codex', 'darwin')).toEqual(codex);
    expect(await askBelow('codex-tools', 'darwin')).not.toEqual(codex);
  });
});
