import type { CataloguePackage } from '@aim/core';
import type { ToolPresence } from '../../detect/types.js';
import { ageText } from '../age-text.js';
import { installCommand, quoted } from '../command-text.js';
import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const outdated: HealthCheck = {
  id: 'outdated',
  group: 'version',
  title: 'Updates',
  description:
    'Mentions tools that their own channel has a newer version of, as of the last `aim status --online`. Asks nobody itself.',
  run: (input) => {
    const heard = input.tools.filter(({ id, installed }) => installed && input.latest(id) !== null);
    if (heard.length === 0) {
      const message = 'Nobody has asked for newer versions yet: aim status --online does';
      return [{ status: 'skipped', message }];
    }
    const findings = heard.flatMap((tool) => judge(tool, input));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No newer version is known' }];
  },
};

function judge(tool: ToolPresence, { latest, wanted, host }: HealthInput): CheckFinding[] {
  const heard = latest(tool.id);
  if (heard?.update !== 'available' || heard.version === null) return [];
  const { version: pin, known } = wanted(tool.id);
  const asked = heard.checkedAt === null ? '' : `, asked ${ageText(heard.checkedAt, host.now())}`;
  const own = known.find(({ manager, name }) => manager === tool.channel && name === tool.package);
  const command = own && updateCommand(own, heard.version, host.platform);
  return [
    {
      status: 'info',
      tool: tool.id,
      message: `${tool.name} ${tool.version} can become ${heard.version} (${tool.channel}${asked})${pin === null ? '' : `; it is pinned to ${pin}`}`,
      evidence: tool.evidence as string,
      ...(pin === null && command !== undefined && { fix: command }),
    },
  ];
}

/** Homebrew brings the newest and takes no version. */
function updateCommand(own: CataloguePackage, version: string, platform: NodeJS.Platform) {
  if (own.manager === 'brew') return `brew upgrade ${quoted(own.name, platform)}`;
  if (own.manager === 'brew-cask') return `brew upgrade --cask ${quoted(own.name, platform)}`;
  return installCommand(own, version, platform);
}
