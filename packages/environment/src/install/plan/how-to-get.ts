import type { InstallManager } from '../types.js';
import type { Machine } from './facts.js';

/** Commands that bring a manager, by the manager that they need. */
const ways: Partial<Record<InstallManager, Partial<Record<InstallManager, string>>>> = {
  npm: {
    brew: 'brew install node',
    winget: 'winget install OpenJS.NodeJS.LTS',
    scoop: 'scoop install nodejs-lts',
    apt: 'sudo apt-get install npm',
  },
  pnpm: { npm: 'npm install -g pnpm' },
  bun: { npm: 'npm install -g bun', brew: 'brew install bun', scoop: 'scoop install bun' },
  pipx: {
    brew: 'brew install pipx',
    apt: 'sudo apt-get install pipx',
    scoop: 'scoop install pipx',
    uv: 'uv tool install pipx',
  },
  uv: {
    brew: 'brew install uv',
    winget: 'winget install astral-sh.uv',
    scoop: 'scoop install uv',
    pipx: 'pipx install uv',
  },
  cargo: { brew: 'brew install rust', apt: 'sudo apt-get install cargo' },
  go: {
    brew: 'brew install go',
    winget: 'winget install GoLang.Go',
    scoop: 'scoop install go',
    apt: 'sudo apt-get install golang',
  },
};

/** The command that brings a manager to this machine, by one that is here; undefined for none. */
export function howToGet(manager: InstallManager, { managers }: Machine): string | undefined {
  const found = Object.entries(ways[manager] ?? {}).find(
    ([by]) => managers[by as InstallManager] !== undefined,
  );
  return found?.[1];
}
