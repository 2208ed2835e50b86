import {
  expandSetting,
  knownKeyNames,
  loadToolDetails,
  type AimConfig,
  type CataloguePackage,
  type InstallChannel,
} from '@aim/core';
import {
  extrasOf,
  interruptedTools,
  isInstallManager,
  lookAtManagers,
  operationsIn,
  packageManagers,
  prefixOfCopy,
  readOperations,
  type CheckedTool,
  type InstallableTool,
  type InstallManager,
  type Machine,
  type OperationRecord,
  type PresentCopy,
  type ToolPresence,
} from '@aim/environment';
import type { Tool } from '@aim/registry';
import type { AimContext } from '../context.js';
import { installFolder } from './install-folder.js';
import { gatherToolFacts, type ToolFacts } from '../facts/tool-facts.js';
import { contractOf } from './contract-of.js';

/** Everything on disk that plans of installations follow from. */
export interface InstallFacts {
  machine: Machine;
  config: AimConfig;
  tools: ToolFacts;
  /** The operations that are on record, the latest first. */
  records: readonly OperationRecord[];
  /** @param manager - whose copy counts; else that which PATH runs */
  installable: (tool: Tool, manager?: InstallManager) => InstallableTool;
  /** A package that is no tool of the registry. */
  loosePackage: (manager: InstallManager, name: string) => InstallableTool;
  checked: (tool: Tool) => CheckedTool;
  /** Variables that no manager gets. */
  withheld: ReadonlySet<string>;
}

/** @throws AimError `config.invalid` for a `toolsRoot` with a variable that is not set */
export async function installFacts(context: AimContext): Promise<InstallFacts> {
  const { host } = context;
  const tools = await gatherToolFacts(context);
  const details = await loadToolDetails();
  const { config, sources } = tools.loaded;
  const toolsRoot = await expandSetting(sources, ['environment', 'toolsRoot'], host);
  const machine = lookAtManagers(host, toolsRoot);
  const records = readOperations(operationsIn({ folder: installFolder(context) }), (message) =>
    context.notify({ id: 'install.record', severity: 'warn', message }),
  );
  const interrupted = interruptedTools(records);
  return {
    machine,
    config,
    tools,
    records,
    installable: (tool, manager) => ({
      id: tool.id,
      channels: details.get(tool.id)?.install ?? tool.packages.flatMap(channelOf),
      present: presentOf(tools.presence.get(tool.id), manager),
      interrupted: interrupted.has(tool.id),
      commands: commandsOf(config, tool.id),
    }),
    loosePackage: (manager, name) => ({
      id: name,
      channels: [{ via: manager as CataloguePackage['manager'], package: name }],
      present: presentPackage(manager, name, { host, machine }),
      interrupted: interrupted.has(name),
      commands: {},
    }),
    checked: (tool) => ({ detectable: tool, contract: contractOf(tool, details.get(tool.id)) }),
    withheld: knownKeyNames(context.catalogue),
  };
}

function channelOf({ manager, name }: CataloguePackage): InstallChannel[] {
  return [{ via: manager, package: name }];
}

function commandsOf(config: AimConfig, id: string): InstallableTool['commands'] {
  const { installCommand, updateCommand } = config.registry?.tools?.[id] ?? {};
  return {
    ...(installCommand !== undefined && { install: installCommand }),
    ...(updateCommand !== undefined && { update: updateCommand }),
  };
}

function presentOf(
  found: ToolPresence | undefined,
  manager: InstallManager | undefined,
): PresentCopy | null {
  const [first] = found?.copies ?? [];
  const copy = found?.copies.find(({ channel }) => channel === manager) ?? first;
  if (copy === undefined) return null;
  const { channel, package: name, version, path, evidence } = copy;
  const prefix = prefixOfCopy(copy);
  return {
    channel,
    package: name,
    version,
    prefix,
    path,
    evidence,
    extras: extrasIn(channel, name, prefix),
  };
}

function presentPackage(
  manager: InstallManager,
  name: string,
  { host, machine }: Pick<AimContext, 'host'> & { machine: Machine },
): PresentCopy | null {
  const prefix = machine.managers[manager]?.prefix;
  const version = prefix && packageManagers[manager].version?.(name, prefix, host);
  if (!version) return null;
  const extras = extrasIn(manager, name, prefix);
  return { channel: manager, package: name, version, prefix, path: null, evidence: prefix, extras };
}

function extrasIn(channel: PresentCopy['channel'], name: string | null, prefix: string | null) {
  if (!isInstallManager(channel) || name === null || prefix === null) return [];
  const environment = packageManagers[channel].environment?.(name, prefix);
  return environment === undefined ? [] : extrasOf(channel, environment);
}
