import type { ToolPresence } from '../../detect/types.js';
import { compareVersions } from '../../versions/compare-versions.js';
import { ageText } from '../age-text.js';
import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const channelLag: HealthCheck = {
  id: 'channel_lag',
  group: 'version',
  title: 'Channels behind their makers',
  description:
    'Mentions tools whose makers have published a newer version on npm or PyPI than the channel that they came by has, as of the last `aim status --online`.',
  run: (input) => {
    const others = input.tools.filter(
      ({ id, channel }) => !isMakers(channel) && typeof input.latest(id)?.upstream === 'string',
    );
    if (others.length === 0) {
      const message = 'No tool of another channel than npm and PyPI was asked for';
      return [{ status: 'skipped', message }];
    }
    const findings = others.flatMap((tool) => judge(tool, input));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No channel is behind' }];
  },
};

/** What npm and PyPI have, the makers themselves have put there. */
function isMakers(channel: ToolPresence['channel']): boolean {
  return channel === null || ['npm', 'pnpm', 'bun', 'volta', 'pipx', 'uv'].includes(channel);
}

function judge(tool: ToolPresence, { latest, host }: HealthInput): CheckFinding[] {
  const { name, version, channel } = tool;
  const heard = latest(tool.id);
  const upstream = heard?.upstream ?? null;
  const newest = heard?.version ?? version;
  if (heard === null || upstream === null || newest === null) return [];
  const order = compareVersions(newest, upstream, channel);
  if (order === null || order >= 0) return [];
  const asked = heard.checkedAt === null ? '' : `, asked ${ageText(heard.checkedAt, host.now())}`;
  const has =
    heard.version === null ? `${name} is ${newest} by` : `The newest ${name} is ${newest} by`;
  return [
    {
      status: 'info',
      tool: tool.id,
      message: `${has} ${channel}, and its makers publish ${upstream}${asked}`,
      evidence: tool.evidence as string,
    },
  ];
}
