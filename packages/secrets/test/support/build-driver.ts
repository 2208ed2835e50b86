import { build } from 'esbuild';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bundles `driver.ts`, so that a test can run it as a process of its own. */
export async function buildDriver(): Promise<string> {
  const outfile = join(fs.mkdtempSync(join(tmpdir(), 'aim-')), 'driver.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('driver.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@aim/source'],
    external: ['execa'],
    logLevel: 'error',
  });
  return outfile;
}
