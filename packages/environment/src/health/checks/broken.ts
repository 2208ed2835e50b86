import type { Host } from '@aim/core';
import type { PresenceProblem, ToolPresence } from '../../detect/types.js';
import { quoted } from '../command-text.js';
import { targetOf } from '../look-at-files.js';
import type { CheckFinding, CheckStatus, HealthCheck } from '../types.js';

export const broken: HealthCheck = {
  id: 'broken',
  group: 'presence',
  title: 'Broken installations',
  description:
    'Nothing that bears a tool’s name is broken: fails for dangling links, empty files, files that may not be executed and unreadable metadata.',
  run: ({ tools, host }) => {
    const findings = tools.flatMap((tool) =>
      [...tool.problems, ...emptyFiles(tool)].map((problem) => findingOf(tool, problem, host)),
    );
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No broken link, file or metadata found' }];
  },
};

type Problem = Pick<PresenceProblem, 'path' | 'detail'> & { kind: keyof typeof kinds };

function emptyFiles({ copies }: ToolPresence): Problem[] {
  return copies
    .filter(({ realPath }) => targetOf(realPath)?.size === 0)
    .map(({ path }) => ({ kind: 'empty', path, detail: 'it is empty: an installation broke off' }));
}

function findingOf(tool: ToolPresence, problem: Problem, { platform }: Host): CheckFinding {
  const { status, remedy } = kinds[problem.kind];
  return {
    status,
    tool: tool.id,
    message: `${tool.name}: ${problem.path}: ${problem.detail}`,
    evidence: problem.path,
    fix: `${remedy} ${quoted(problem.path, platform)}`,
  };
}

const kinds: Record<PresenceProblem['kind'] | 'empty', { status: CheckStatus; remedy: string }> = {
  empty: { status: 'fail', remedy: 'rm' },
  'dangling-link': { status: 'fail', remedy: 'rm' },
  'not-executable': { status: 'fail', remedy: 'chmod +x' },
  // A shell passes over it, so it hides no tool; a folder may bear the name by chance.
  'not-a-file': { status: 'warn', remedy: 'ls -ld' },
  'unreadable-metadata': { status: 'fail', remedy: 'ls -l' },
};
