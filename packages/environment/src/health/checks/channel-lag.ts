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
    'Mentions tools whose makers have published a newer version on npm than the channel that they came by may have, as of the last `aim status --online`.',
  run: (input) => {
    const others = input.tools.filter(({ id }) => {
      const heard = input.latest(id);
      return heard !== null && heard.version === null && heard.upstream !== null;
    });
    if (others.length === 0) {
      const message = 'No tool of another channel than npm was asked for';
      return [{ status: 'skipped', message }];
    }
    const findings = others.flatMap((tool) => judge(tool, input));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No channel is behind' }];
  },
};

function judge(tool: ToolPresence, { latest, host }: HealthInput): CheckFinding[] {
  const { name, version, channel } = tool;
  const heard = latest(tool.id);
  const upstream = heard?.upstream ?? null;
  if (upstream === null || version === null) return [];
  const order = compareVersions(version, upstream, channel);
  if (order === null || order >= 0) return [];
  const checkedAt = heard?.checkedAt ?? null;
  const asked = checkedAt === null ? '' : `, asked ${ageText(checkedAt, host.now())}`;
  return [
    {
      status: 'info',
      tool: tool.id,
      message: `${name} is ${version} by ${channel}, and its makers publish ${upstream} on npm${asked}: ${channel} gets it later, or is to be asked for it`,
      evidence: tool.evidence as string,
    },
  ];
}
