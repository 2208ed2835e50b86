import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from './bundle-program.mjs';

const program = `
  import { SecretsManager } from '@aim/secrets';
  const secrets = new SecretsManager({ backend: 'file' });
  for (let i = 0; i < Number(process.argv[2]); i++) {
    await secrets.setSecret('KEY_' + i, 'sk-bench-0123456789abcdef-' + i);
  }`;

/**
 * Fills the file vault of each of these AIM_HOMEs with that many secrets: KEY_0, KEY_1, … One
 * process does it, as one of `aim` for each would take minutes.
 *
 * @param vaults - `{ env, count }`
 */
export async function fillVaults(vaults) {
  const folder = mkdtempSync(join(tmpdir(), 'aim-bench-'));
  const outfile = join(folder, 'fill.mjs');
  await bundleProgram(program, outfile);
  for (const { env, count } of vaults) {
    const { status, stderr } = spawnSync(process.execPath, [outfile, count], { env });
    if (status !== 0) throw new Error(`The vault was not filled: ${stderr}`);
  }
  rmSync(folder, { recursive: true });
}
