import type { Host } from '@aim/core';
import type { PresenceProblem, ToolPresence } from '../../detect/types.js';
import { quoted } from '../command-text.js';
import type { CheckFinding, CheckStatus, HealthCheck } from '../types.js';

export const broken: HealthCheck = {
  id: 'broken',
  title: 'Broken installations',
  description:
    'Nothing that bears a tool’s name is broken: fails for dangling links, files that may not be executed and unreadable metadata.',
  run: ({ tools, host }) => {
    const findings = tools.flatMap((tool) =>
      tool.problems.map((problem) => findingOf(tool, problem, host)),
    );
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No broken link, file or metadata found' }];
  },
};

function findingOf(tool: ToolPresence, problem: PresenceProblem, { platform }: Host): CheckFinding {
  const { status, remedy } = kinds[problem.kind];
  return {
    status,
    tool: tool.id,
    message: `${tool.name}: ${problem.path}: ${problem.detail}`,
    evidence: problem.path,
    fix: `${remedy} ${quoted(problem.path, platform)}`,
  };
}

const kinds: Record<PresenceProblem['kind'], { status: CheckStatus; remedy: string }> = {
  'dangling-link': { status: 'fail', remedy: 'rm' },
  'not-executable': { status: 'fail', remedy: 'chmod +x' },
  // A shell passes over it, so it hides no tool; a folder may bear the name by chance.
  'not-a-file': { status: 'warn', remedy: 'ls -ld' },
  'unreadable-metadata': { status: 'fail', remedy: 'ls -l' },
};
