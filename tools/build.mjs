// `npm run build`: everything, with type declarations.
import { spawnSync } from 'node:child_process';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { root } from './lib/root.mjs';

requireNode();
await ensureInstalled(root);
const { generate } = await import('./generate.mjs');
const { bundle } = await import('./bundle/bundle.mjs');
await generate(root);
await bundle(root);
const tsc = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(tsc.status ?? 1);
