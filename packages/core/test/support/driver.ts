import { spawn } from 'node:child_process';
import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { tempFolder } from './temp-folder.js';

export interface DriverResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/**
 * Bundles a piece of TypeScript that uses the sources, so that a test can run it as a process of
 * its own.
 *
 * @param from - the test's folder, from which imports are resolved
 */
export function bundleDriver(code: string, from: string): string {
  const outfile = join(tempFolder(), 'driver.mjs');
  buildSync({
    stdin: { contents: code, resolveDir: from, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@aim/source'],
    // Of jsonc-parser, "main" cannot be bundled.
    mainFields: ['module', 'main'],
    logLevel: 'error',
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
  });
  return outfile;
}

/** Runs a driver and answers what it printed and how it ended. */
export function runDriver(file: string, args: readonly string[] = []): Promise<DriverResult> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
