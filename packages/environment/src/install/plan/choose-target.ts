import { AimError } from '@aim/core';
import { managers } from '../managers/managers.js';
import { installManagers, type InstallManager, type InstallTarget } from '../types.js';
import type { InstallableTool, Machine } from './facts.js';
import { howToGet } from './how-to-get.js';

export interface TargetWish {
  /** The user's own choice. */
  manager?: InstallManager;
  /** Exact; null for the newest. */
  version: string | null;
}

/**
 * By which manager a tool comes: the one that the user names, else the owner of the copy that is
 * there, else the first way of the catalogue for which platform and machine have the manager. A
 * package of npm may come by pnpm or bun, one of Python by pipx or uv. Pure.
 *
 * @throws AimError `install.foreign` for a copy of an owner that AIM does not install with,
 *   `install.no_channel`, `install.manager_missing`, `install.no_versions`
 */
export function chooseTarget(
  tool: InstallableTool,
  { manager: named, version }: TargetWish,
  machine: Machine,
): InstallTarget {
  const { manager, package: name } = wayFor(tool, named, machine);
  if (version !== null && !managers[manager].takesVersion) {
    throw new AimError(
      'install.no_versions',
      `${tool.id} ${version} cannot be had by ${manager}, which installs only the newest`,
      { hint: otherWayHint(tool, machine) ?? `aim install ${tool.id}` },
    );
  }
  return { tool: tool.id, manager, package: name, version, integrity: null, extras: [] };
}

interface Way {
  manager: InstallManager;
  package: string;
}

function wayFor(tool: InstallableTool, named: InstallManager | undefined, machine: Machine): Way {
  const { present } = tool;
  if (named === undefined && present !== null) {
    if (isInstallManager(present.channel) && present.package !== null) {
      const way = { manager: present.channel, package: present.package };
      // The catalogue knows which parts of the package the tool needs.
      const own = waysOf(tool, machine).find(
        (each) => each.manager === way.manager && sameName(each.package, way.package),
      );
      return requireHere(tool, own ?? way, machine);
    }
    throw foreign(tool);
  }
  const ways = waysOf(tool, machine).filter((way) => named === undefined || way.manager === named);
  const [first] = ways;
  if (first === undefined) throw noChannel(tool, named, machine);
  const here = ways.find((way) => machine.managers[way.manager] !== undefined);
  return here ?? requireHere(tool, first, machine);
}

/** Ways of the catalogue first, then those of a manager of the same packages. */
function waysOf({ channels }: InstallableTool, { platform }: Machine): Way[] {
  const direct = channels.flatMap((channel): Way[] => {
    if (channel.via === 'script' || !isInstallManager(channel.via)) return [];
    const fits = channel.platforms?.includes(platform) ?? true;
    const manages = managers[channel.via].platforms?.includes(platform) ?? true;
    if (!fits || !manages) return [];
    return [{ manager: channel.via, package: packageOf(channel) }];
  });
  const related = direct.flatMap((way) =>
    (relatives[way.manager] ?? []).map((manager) => ({ ...way, manager })),
  );
  return [...direct, ...related];
}

const relatives: Partial<Record<InstallManager, readonly InstallManager[]>> = {
  npm: ['pnpm', 'bun'],
  pipx: ['uv'],
  uv: ['pipx'],
};

function packageOf({
  package: name,
  extras,
  tap,
}: {
  package: string;
  extras?: string;
  tap?: string;
}): string {
  const full = tap === undefined ? name : `${tap}/${name}`;
  return extras === undefined ? full : `${full}[${extras}]`;
}

function sameName(a: string, b: string): boolean {
  return (
    a
      .replace(/\[.*\]$/, '')
      .split('/')
      .at(-1) === b.split('/').at(-1)
  );
}

export function isInstallManager(name: string): name is InstallManager {
  return (installManagers as readonly string[]).includes(name);
}

function requireHere(tool: InstallableTool, way: Way, machine: Machine): Way {
  if (machine.managers[way.manager] !== undefined) return way;
  const ways = [...new Set(waysOf(tool, machine).map(({ manager }) => manager))];
  const hint = [way.manager, ...ways]
    .map((manager) => howToGet(manager, machine))
    .find((command) => command !== undefined);
  throw new AimError(
    'install.manager_missing',
    `${tool.id} comes by ${way.manager}, which is not on PATH`,
    { hint: hint ?? `Install ${way.manager} by its own manual, then: aim install ${tool.id}` },
  );
}

function foreign({ id, present }: InstallableTool): AimError {
  const owner = present?.channel ?? 'unknown';
  const who = owner === 'unknown' ? 'nobody that can be proven' : owner;
  return new AimError(
    'install.foreign',
    `${id} at ${present?.path} belongs to ${who}, not to a manager that AIM installs with`,
    {
      hint:
        owner === 'unknown' || owner === 'vendor'
          ? `A second copy beside it: aim install ${id} --manager NAME`
          : `Update it with ${owner}`,
      details: { evidence: present?.evidence },
    },
  );
}

function noChannel(
  tool: InstallableTool,
  named: InstallManager | undefined,
  machine: Machine,
): AimError {
  const ways = [...new Set(waysOf(tool, machine).map(({ manager }) => manager))];
  if (named !== undefined && ways.length > 0) {
    return new AimError('install.no_channel', `${tool.id} does not come by ${named}`, {
      hint: `aim install ${tool.id} --manager ${ways[0]}`,
    });
  }
  const script = tool.channels.find(
    (channel) => channel.via === 'script' && channel.platforms.includes(machine.platform),
  );
  return new AimError(
    'install.no_channel',
    `No package manager that AIM knows brings ${tool.id} to this system`,
    {
      hint:
        script?.via === 'script'
          ? `Its makers' own script, which runs what a server sends: ${script.command}`
          : `aim tools info ${tool.id}`,
    },
  );
}

function otherWayHint(tool: InstallableTool, machine: Machine): string | undefined {
  const other = waysOf(tool, machine).find(
    ({ manager }) => machine.managers[manager] !== undefined && managers[manager].takesVersion,
  );
  return other && `aim install ${tool.id} --manager ${other.manager}`;
}
