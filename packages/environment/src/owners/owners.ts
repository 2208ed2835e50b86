import { apt } from './apt.js';
import { cargo } from './cargo.js';
import { go } from './go.js';
import { homebrew } from './homebrew.js';
import { nodePackage } from './node-package.js';
import { pipx } from './pipx.js';
import { scoop } from './scoop.js';
import type { Owner } from './types.js';
import { uvTool } from './uv-tool.js';
import { vendor } from './vendor.js';
import { winget } from './winget.js';

/**
 * Who can own a program, in the order of asking. Homebrew comes before the Node managers, because
 * its kegs hold whole npm prefixes; apt costs a search. go is last: any owner may have a Go program.
 */
export const owners: readonly Owner[] = [
  { name: 'Homebrew', probe: homebrew },
  { name: 'npm, pnpm, bun', probe: nodePackage },
  { name: 'pipx', probe: pipx },
  { name: 'uv', probe: uvTool },
  { name: 'cargo', probe: cargo },
  { name: 'scoop', probe: scoop },
  { name: 'winget', probe: winget },
  { name: "a vendor's own installer", probe: vendor },
  { name: 'apt', probe: apt },
  { name: 'go', probe: go },
];
