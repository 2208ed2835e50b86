import type { ToolPresence } from '../../detect/types.js';
import { headOfCopy } from '../copy-files.js';
import { reinstallFix } from '../install-advice.js';
import type { HealthInput } from '../input.js';
import { programFormat, type ProgramFormat } from '../program-format.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const architecture: HealthCheck = {
  id: 'architecture',
  group: 'presence',
  title: 'Architecture',
  description:
    'The compiled tools are made for this system and processor: warns of one that cannot start here, mentions one that only an emulation runs. Reads the head of the program.',
  run: (input) => {
    const findings = input.tools.flatMap((tool) => judge(tool, input));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'Every compiled tool is made for this machine' }];
  },
};

function judge(tool: ToolPresence, input: HealthInput): CheckFinding[] {
  const [running] = tool.copies;
  const format = running && programFormat(headOfCopy(running));
  if (running === undefined || format === undefined) return [];
  const status = statusOf(format, running.path, input);
  if (status === undefined) return [];
  const made = `${systems[format.system]}${format.architectures.map((name) => ` ${name}`).join(' and')}`;
  const here = `${systems[input.host.platform as ProgramFormat['system']]} ${input.arch}`;
  return [
    {
      status,
      tool: tool.id,
      message: `${tool.name} is made for ${made}, and AIM's Node for ${here}`,
      evidence: running.realPath,
      ...reinstallFix(tool, running, input),
    },
  ];
}

const systems = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** What else a processor runs by itself. */
const alsoRuns: Readonly<Record<string, string>> = { x64: 'ia32', arm64: 'arm' };

function statusOf(
  { system, architectures }: ProgramFormat,
  path: string,
  { host, arch }: HealthInput,
): 'warn' | 'info' | undefined {
  if (!(host.platform in systems)) return undefined;
  // Within WSL programs of Windows do start; `wsl_leak` tells of them.
  if (system !== host.platform) return path.startsWith('/mnt/') ? undefined : 'warn';
  if (architectures.length === 0) return undefined;
  if (architectures.some((each) => each === arch || each === alsoRuns[arch])) return undefined;
  // Rosetta, and Windows on ARM.
  return host.platform === 'linux' ? 'warn' : 'info';
}
