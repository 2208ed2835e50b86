import type { ToolPresence } from '../../detect/types.js';
import { quoted } from '../command-text.js';
import type { HealthInput } from '../input.js';
import { copiesByName, copyWords, shadowedCopy } from '../same-name-copies.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const duplicates: HealthCheck = {
  id: 'duplicates',
  group: 'presence',
  title: 'Duplicate installations',
  description:
    'Each tool is there once: warns of a second, distinct file of the same name, unless `shadowed` tells of it.',
  run: (input) => {
    const findings = input.tools.flatMap((tool) => duplicatesOf(tool, input));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No tool is installed twice' }];
  },
};

function duplicatesOf(tool: ToolPresence, { host, wanted }: HealthInput): CheckFinding[] {
  const isWindows = host.platform === 'win32';
  return copiesByName(tool, host)
    .filter(({ copies }) => copies.length > 1)
    .filter((named) => shadowedCopy(named, wanted(tool.id)) === undefined)
    .map(({ name, copies }) => {
      const words = copies.map((copy, index) =>
        copyWords(copy, index === 0 && copy.onPath ? 'the one that runs' : undefined),
      );
      return {
        status: 'warn',
        tool: tool.id,
        message: `${tool.name} is installed ${copies.length} times: ${words.join('; ')}`,
        evidence: copies.map((copy) => copy.path).join(', '),
        fix: `${isWindows ? 'where' : 'which -a'} ${quoted(name, host.platform)}`,
      };
    });
}
