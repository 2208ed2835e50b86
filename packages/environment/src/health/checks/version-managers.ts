import type { ToolPresence } from '../../detect/types.js';
import { programNameOf } from '../../detect/program-names.js';
import { shimOf } from '../../owners/version-managers/shims.js';
import { quoted } from '../command-text.js';
import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const versionManagers: HealthCheck = {
  id: 'version_managers',
  group: 'presence',
  title: 'Version managers',
  description:
    'Mentions tools that run through a shim of mise, asdf, volta or proto, which chooses the version when it is called, by the folder that it is called in.',
  run: (input) => {
    const findings = input.tools.flatMap((tool) => judge(tool, input));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No tool runs through a shim' }];
  },
};

function judge({ id, name, copies }: ToolPresence, { host }: HealthInput): CheckFinding[] {
  const [running] = copies;
  const manager = running?.channel;
  if (running === undefined || manager === undefined || !(manager in howToAsk)) return [];
  const binary = programNameOf(running.path, host.platform);
  const shim = shimOf({ path: running.path, realPath: running.realPath, binary });
  if (shim === undefined) return [];
  const version = running.version === null ? 'by the folder' : `now always ${running.version}`;
  return [
    {
      status: 'info',
      tool: id,
      message: `${shim.manager} decides which ${name} runs (${version})`,
      evidence: shim.evidence,
      fix: `${howToAsk[shim.manager]} ${quoted(binary, host.platform)}`,
    },
  ];
}

const howToAsk = {
  mise: 'mise which',
  asdf: 'asdf which',
  volta: 'volta which',
  proto: 'proto bin',
};
