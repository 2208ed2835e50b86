// `npm start`: brings a fresh clone up and runs `aim` in this process.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { root } from './lib/root.mjs';

requireNode();
await ensureInstalled(root);
await ensureBuilt(root);

// npm runs scripts in the workspace; the user stands where npm was called.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
const aim = join(root, 'packages/cli/bundle/aim.js');
process.argv[1] = aim;
createRequire(import.meta.url)(aim);
