import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { json, startServer } from '../../../core/test/support/ollama-server.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { formatExport, type ExportedVariable } from '../../src/export.js';
import { anyValues, hostileValues, isHeld, variablesOf } from '../support/hostile-values.js';

/** What the real client of docker would start a container with; only its daemon is not there. */
async function environmentOfContainer(text: string): Promise<string[]> {
  const folder = tempFolder();
  const file = join(folder, 'env');
  writeFileSync(file, text);
  const daemon = await startServer((request, response) => {
    response.setHeader('api-version', '1.41');
    if (request.url === '/_ping') response.end('OK');
    else json(response, 201, { Id: 'container', Warnings: [] });
  });
  try {
    const url = daemon.url.replace('http:', 'tcp:');
    const stderr = await docker(folder, ['-H', url, 'create', '--env-file', file, 'image']);
    const created = daemon.requests.find(({ line }) => line.includes('/containers/create'));
    if (created === undefined) throw new Error(stderr);
    return (created.body as { Env: string[] | null }).Env ?? [];
  } finally {
    await daemon.close();
  }
}

function docker(home: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: home };
    const child = spawn('docker', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('close', () => resolve(stderr));
  });
}

async function expectRead(variables: readonly ExportedVariable[]): Promise<void> {
  const read = await environmentOfContainer(formatExport('docker-env', variables));
  expect(read).toEqual(variables.map(({ name, value }) => `${name}=${value}`));
}

const held = (values: readonly string[]) =>
  variablesOf(values.filter((value) => isHeld('docker-env', value)));

describe('the format docker-env', () => {
  itNeeds(['docker'], 'gives a container every hostile value that it takes', async () => {
    await expectRead(held(hostileValues));
  });

  itNeeds(['docker'], 'gives a container any value that it takes', async () => {
    const property = fc.asyncProperty(anyValues, (values) => expectRead(held(values)));
    await fc.assert(property, { numRuns: 8 });
  });

  itNeeds(['docker'], 'takes what fits into a line of docker, and refuses more', async () => {
    const name = 'N'.repeat(128);
    const longest = 'x'.repeat(65_406);
    await expectRead([{ name, value: longest }]);
    expect(isHeld('docker-env', `${longest}x`)).toBe(false);
    await expect(environmentOfContainer(`${name}=${longest}x\n`)).rejects.toThrow('token too long');
  });

  it.each([
    ['a line break', 'two\nlines'],
    ['a carriage return at the end', 'a\r'],
    ['quotes around it', '"a"'],
  ])('refuses a value with %s', (_what, value) => {
    expect(isHeld('docker-env', value)).toBe(false);
  });
});
