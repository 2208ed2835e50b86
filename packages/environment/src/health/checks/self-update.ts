import {
  isAimError,
  loadCatalogue,
  loadToolDetails,
  parseStructured,
  placePaths,
  placeScope,
  type CatalogueToolDetails,
  type Host,
  type UpdateSetting,
} from '@aim/core';
import type { ToolPresence } from '../../detect/types.js';
import { readMetadata } from '../../owners/read-metadata.js';
import { setVariable } from '../command-text.js';
import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const selfUpdate: HealthCheck = {
  id: 'self_update',
  group: 'version',
  title: 'Updaters of pinned tools',
  description:
    'A pinned tool keeps its version: warns of one that replaces itself with a newer one, unless its variable or its setting switches that off.',
  run: async (input) => {
    const details = await loadToolDetails();
    const pinned = input.tools.flatMap((tool) => {
      const known = details.get(tool.id);
      const isConcerned = known?.updatesItself === true && canReplaceItself(tool);
      return isConcerned && input.wanted(tool.id).version !== null ? [{ tool, known }] : [];
    });
    if (pinned.length === 0) {
      return [{ status: 'skipped', message: 'No tool that updates itself is pinned' }];
    }
    const findings = (await Promise.all(pinned.map((each) => judge(each, input)))).flat();
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No pinned tool updates itself' }];
  },
};

// Where another manager keeps the files, the tools leave them alone.
function canReplaceItself({ channel }: ToolPresence): boolean {
  return ['npm', 'pnpm', 'bun', 'vendor', 'unknown'].includes(channel ?? '');
}

interface Pinned {
  tool: ToolPresence;
  known: CatalogueToolDetails;
}

async function judge({ tool, known }: Pinned, input: HealthInput): Promise<CheckFinding[]> {
  const { host, wanted } = input;
  const variables = loadCatalogue().tools.find(({ id }) => id === tool.id)?.noUpdateEnv ?? {};
  const isOff = Object.entries(variables).some(([name, value]) => host.env[name] === value);
  if (isOff) return [];
  const settings = known.noUpdateSettings ?? [];
  for (const setting of settings) if (await isSet(setting, known, host)) return [];
  const [variable] = Object.entries(variables);
  const fix = variable
    ? setVariable(variable[0], variable[1], host)
    : settings[0] && settingText(settings[0], known, host);
  return [
    {
      status: 'warn',
      tool: tool.id,
      message: `${tool.name} is pinned to ${wanted(tool.id).version} and updates itself`,
      evidence: tool.path as string,
      ...(fix !== undefined && { fix }),
    },
  ];
}

function settingText(setting: UpdateSetting, known: CatalogueToolDetails, host: Host): string {
  const [file] = filesOf(setting, known, host);
  const name = setting.at.join('.');
  return `Set ${name} to ${JSON.stringify(setting.value)} in ${file ?? 'its settings'}`;
}

async function isSet(
  setting: UpdateSetting,
  known: CatalogueToolDetails,
  host: Host,
): Promise<boolean> {
  for (const file of filesOf(setting, known, host)) {
    const text = readMetadata(file, 1024 * 1024);
    if (text.kind !== 'read') continue;
    try {
      const document = await parseStructured(text.value, setting.format);
      const values = document.values(setting.at).map(({ value }) => value);
      if (values.includes(String(setting.value))) return true;
    } catch (error) {
      // That it does not parse, `tool_settings` tells.
      if (!isAimError(error)) throw error;
    }
  }
  return false;
}

function filesOf({ path }: UpdateSetting, known: CatalogueToolDetails, host: Host): string[] {
  return placePaths({ path }, placeScope(known, host));
}
