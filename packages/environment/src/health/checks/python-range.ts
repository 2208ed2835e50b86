import { basename, dirname, join } from 'node:path';
import type { ToolCopy, ToolPresence } from '../../detect/types.js';
import { findDistribution } from '../../owners/python-distribution.js';
import { readMetadata } from '../../owners/read-metadata.js';
import { allowsPep440 } from '../../versions/pep440-specifiers.js';
import { quoted } from '../command-text.js';
import type { HealthInput } from '../input.js';
import { realPath } from '../look-at-files.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const pythonRange: HealthCheck = {
  id: 'python_range',
  group: 'runtime',
  title: 'Python of tools',
  description:
    'The Python of a pipx or uv tool’s environment is the one that it was made with, and one that the package allows: fails when not. Reads pyvenv.cfg and the package’s metadata.',
  run: (input) => {
    const inPython = input.tools.flatMap((tool) =>
      tool.copies
        .slice(0, 1)
        .filter(({ channel }) => channel === 'pipx' || channel === 'uv')
        .map((copy) => ({ tool, copy })),
    );
    if (inPython.length === 0) return [{ status: 'skipped', message: 'No tool runs in Python' }];
    const findings = inPython.flatMap(({ tool, copy }) => judge(tool, copy, input));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: `${inPython.length} have a Python that fits` }];
  },
};

function judge(tool: ToolPresence, copy: ToolCopy, { host }: HealthInput): CheckFinding[] {
  const environment = dirname(dirname(copy.realPath));
  const settings = join(environment, 'pyvenv.cfg');
  const made = versionIn(settings);
  if (made === undefined || copy.package === null) return [];
  const about = { status: 'fail', tool: tool.id, evidence: settings } as const;
  const now = linkedMinor(environment);
  if (now !== undefined && now !== minorOf(made)) {
    const again = copy.channel === 'uv' ? 'uv tool install --reinstall' : 'pipx reinstall';
    const message = `${tool.name} was installed for Python ${minorOf(made)}, and its environment leads to ${now} by now`;
    return [{ ...about, message, fix: `${again} ${quoted(copy.package, host.platform)}` }];
  }
  const range = findDistribution(environment, copy.package).requiresPython ?? null;
  if (range === null || allowsPep440(range, made) !== false) return [];
  const message = `${tool.name} asks for Python ${range} and runs in ${made}`;
  return [{ ...about, message, ...fixFor(copy, range, host.platform) }];
}

/** venv writes `version = 3.11.2`, uv and virtualenv `version_info`. */
function versionIn(settings: string): string | undefined {
  const text = readMetadata(settings, 64 * 1024);
  if (text.kind !== 'read') return undefined;
  return /^\s*version(?:_info)?\s*=\s*(\d+\.\d+\.\d+)/m.exec(text.value)?.[1];
}

/** By the name of the file that the environment's Python is in the end. */
function linkedMinor(environment: string): string | undefined {
  return /^python(\d+\.\d+)$/.exec(basename(realPath(join(environment, 'bin/python'))))?.[1];
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

function fixFor(copy: ToolCopy, range: string, platform: NodeJS.Platform): { fix?: string } {
  const fitting = minors.find((minor) => allowsPep440(range, `${minor}.99`) === true);
  if (fitting === undefined || copy.package === null) return {};
  const name = quoted(copy.package, platform);
  return {
    fix:
      copy.channel === 'uv'
        ? `uv tool install --force --python ${fitting} ${name}`
        : `pipx reinstall --python python${fitting} ${name}`,
  };
}

/** Releases of Python, the newest first. */
const minors = ['3.14', '3.13', '3.12', '3.11', '3.10', '3.9', '3.8'];
