import type { ToolPresence } from '../../detect/types.js';
import { allowsVersion, parseRange, versionScheme } from '../../versions/range.js';
import { installCommand } from '../command-text.js';
import type { HealthInput, WantedTool } from '../input.js';
import { copiesByName, shadowedCopy } from '../same-name-copies.js';
import type { CheckFinding, HealthCheck } from '../types.js';

/** Versions come from the owners' metadata; no program is started. */
export const pins: HealthCheck = {
  id: 'pins',
  group: 'version',
  title: 'Pinned versions',
  description:
    'Pinned tools have the version, or one of the range, that the configuration says: warns of each that has another. What `shadowed` tells of is left to it.',
  run: (input) => {
    const pinned = input.tools.filter(
      ({ id, installed }) => installed && pinOf(id, input) !== null,
    );
    if (pinned.length === 0) return [{ status: 'skipped', message: 'No installed tool is pinned' }];
    const findings = pinned.flatMap((tool) => judge(tool, input));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: pinned.map(words).join(', ') }];
  },
};

function pinOf(id: string, { wanted }: HealthInput): string | null {
  return wanted(id).version;
}

function words({ name, version }: ToolPresence): string {
  return `${name} ${version ?? ''}`.trim();
}

function judge(tool: ToolPresence, { wanted, host }: HealthInput): CheckFinding[] {
  const wish = wanted(tool.id);
  const pin = wish.version as string;
  const isShadowed = copiesByName(tool, host).some(
    (each) => shadowedCopy(each, wish) !== undefined,
  );
  if (isShadowed) return [];
  const about = { tool: tool.id, evidence: tool.evidence ?? (tool.path as string) };
  if (tool.version === null) {
    const message = `${tool.name} is pinned to ${pin}, and nothing on disk tells its version`;
    return [{ status: 'unknown', message, ...about }];
  }
  if (isWithin(tool.version, pin, tool.channel)) return [];
  const command = commandFor(tool, wish, host.platform);
  return [
    {
      status: 'warn',
      message: `${tool.name} is ${tool.version} and pinned to ${pin}`,
      ...about,
      ...(command === undefined ? {} : { fix: command }),
    },
  ];
}

/** Nothing is within a pin that is neither a version nor a range: `config` tells why. */
function isWithin(version: string, pin: string, channel: ToolPresence['channel']): boolean {
  const range = parseRange(pin, versionScheme(channel));
  return 'problem' in range ? version === pin : allowsVersion(range, version);
}

function commandFor(tool: ToolPresence, wish: WantedTool, platform: NodeJS.Platform) {
  const own = wish.known.find(
    ({ manager, name }) => manager === tool.channel && name === tool.package,
  );
  return own && installCommand(own, wish.version, platform);
}
