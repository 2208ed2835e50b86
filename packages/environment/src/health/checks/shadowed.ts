import { dirname } from 'node:path';
import { putOnPath } from '../command-text.js';
import type { HealthInput } from '../input.js';
import { copiesByName, copyWords, shadowedCopy } from '../same-name-copies.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const shadowed: HealthCheck = {
  id: 'shadowed',
  group: 'presence',
  title: 'Shadowed installations',
  description:
    'PATH runs the copy that the configuration names: fails when another one hides a pinned copy, warns when it hides a configured package.',
  run: (input) => {
    const findings = shadows(input);
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No configured tool is hidden by another copy' }];
  },
};

function shadows({ tools, wanted, host }: HealthInput): CheckFinding[] {
  return tools.flatMap((tool) =>
    copiesByName(tool, host).flatMap((named): CheckFinding[] => {
      const wish = wanted(tool.id);
      const hidden = shadowedCopy(named, wish);
      const [running] = named.copies;
      if (hidden === undefined || running === undefined) return [];
      const [status, what] = wish.version === null ? (['warn', 'configured'] as const) : pinned;
      return [
        {
          status,
          tool: tool.id,
          message: `${named.name} runs ${copyWords(running)}, which hides the ${what} ${copyWords(hidden)}`,
          evidence: running.path,
          fix: putOnPath(dirname(hidden.path), host),
        },
      ];
    }),
  );
}

const pinned = ['fail', 'pinned'] as const;
