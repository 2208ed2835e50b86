import { AimError, editConfig, type ConfigPath } from '@aim/core';
import { isInstallManager } from '@aim/environment';
import type { AimContext } from '../context.js';
import { record } from '../record.js';
import { installFacts } from './facts.js';
import { wantedByName, wantedTool } from './wanted.js';

/** A copy that is there, and what the configuration would say of it. */
export interface AdoptedTool {
  tool: string;
  manager: string;
  package: string;
  version: string;
  /** The file that proves whose it is. */
  evidence: string;
  path: string | null;
  changed: boolean;
}

export interface Adoption {
  file: string;
  tools: AdoptedTool[];
  /** Copies that cannot be adopted, and why. */
  left: { tool: string; path: string | null; reason: string }[];
  dryRun: boolean;
}

/**
 * Writes into the user's configuration what is installed and whose it is: the package where its
 * manager has a list, and the version as its pin. Nothing is installed or moved.
 *
 * @param names - all tools that are there unless named
 * @throws AimError `usage.unknown_tool`, `config.invalid`, `lock.busy`, `file.permission`
 */
export async function adoptTools(
  context: AimContext,
  names: readonly string[],
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Adoption> {
  const facts = await installFacts(context);
  const wanted =
    names.length > 0
      ? names.map((name) => wantedByName(name, undefined, facts))
      : [...facts.tools.registry.tools.values()].map((tool) => wantedTool(tool, {}, facts));
  const file = context.editedConfigFile;
  const own = facts.tools.loaded.sources.find(({ path }) => path === file);
  // Of one run several may come into the same list.
  const listed: Lists = { ...own?.config.environment };
  const answer: Adoption = { file, tools: [], left: [], dryRun };
  for (const { installable } of wanted) {
    const { id, present } = installable;
    if (present === null) {
      if (names.length > 0) {
        throw new AimError('install.foreign', `${id} is not installed`, {
          hint: `aim install ${id}`,
        });
      }
      continue;
    }
    const { channel, package: name, version, path, evidence } = present;
    if (!isInstallManager(channel) || name === null || version === null) {
      answer.left.push({ tool: id, path, reason: evidence });
      continue;
    }
    let changed = false;
    for (const change of changesFor({ id, manager: channel, package: name, version }, listed)) {
      const { before, after } = await editConfig(file, change, { dryRun });
      changed ||= before !== after;
    }
    answer.tools.push({
      tool: id,
      manager: channel,
      package: name,
      version,
      evidence,
      path,
      changed,
    });
  }
  const adopted = answer.tools.filter(({ changed }) => changed);
  if (!dryRun && adopted.length > 0) {
    await record(context, {
      event: 'tool_adopt',
      message: `adopted ${adopted.map(({ tool }) => tool).join(', ')}`,
      details: {
        file,
        tools: adopted.map(({ tool, manager, version }) => ({
          tool,
          package_manager: manager,
          version,
        })),
      },
    });
  }
  return answer;
}

interface Copy {
  id: string;
  manager: string;
  package: string;
  version: string;
}

type ListName = 'npmGlobal' | 'pipxApps';
type Lists = Partial<Record<ListName, string[]>>;

const lists: Record<string, ListName> = { npm: 'npmGlobal', pipx: 'pipxApps' };

function changesFor(
  { id, manager, package: name, version }: Copy,
  listed: Lists,
): { path: ConfigPath; value: unknown }[] {
  const list = lists[manager];
  if (list === undefined) {
    return [{ path: ['registry', 'tools', id, 'pinnedVersion'], value: version }];
  }
  const known = listed[list] ?? [];
  listed[list] = known.includes(name) ? known : [...known, name];
  return [
    { path: ['environment', list], value: listed[list] },
    { path: ['environment', 'versionPins', manager, name], value: version },
  ];
}
