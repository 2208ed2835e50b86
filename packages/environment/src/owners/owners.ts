import { apt } from './apt.js';
import { claudeNative } from './claude-native.js';
import { homebrew } from './homebrew.js';
import { nodePackage } from './node-package.js';
import { pipx } from './pipx.js';
import type { Owner } from './types.js';
import { uvTool } from './uv-tool.js';

/**
 * Who can own a program, in the order of asking. Homebrew comes before the Node managers, because
 * its kegs hold whole npm prefixes; apt is last, because it costs a search.
 */
export const owners: readonly Owner[] = [
  { name: 'Homebrew', probe: homebrew },
  { name: 'npm, pnpm, bun', probe: nodePackage },
  { name: 'pipx', probe: pipx },
  { name: 'uv', probe: uvTool },
  { name: "Claude Code's own installer", probe: claudeNative },
  { name: 'apt', probe: apt },
];
