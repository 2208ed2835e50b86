import type { InstallManager } from '../types.js';
import { apt } from './apt.js';
import { bun } from './bun.js';
import { cargo } from './cargo.js';
import { go } from './go.js';
import { brew, brewCask } from './homebrew.js';
import type { Manager } from './manager.js';
import { npm } from './npm.js';
import { pipx } from './pipx.js';
import { pnpm } from './pnpm.js';
import { scoop } from './scoop.js';
import { uv } from './uv.js';
import { winget } from './winget.js';

/** What each manager can do, and how it is told to. */
export const managers: Readonly<Record<InstallManager, Manager>> = {
  npm,
  pnpm,
  bun,
  pipx,
  uv,
  brew,
  'brew-cask': brewCask,
  winget,
  scoop,
  cargo,
  go,
  apt,
};
