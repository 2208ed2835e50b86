import { build } from 'esbuild';
import { root } from '../lib/root.mjs';

/** Makes a program of a text that imports the packages, from their sources. */
export async function bundleProgram(contents, outfile) {
  await build({
    stdin: { contents, resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@aim/source'],
    external: ['execa'],
    logLevel: 'error',
  });
}
