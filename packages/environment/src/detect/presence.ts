import type { OwnerContext } from '../owners/context.js';
import { resolveOwner } from '../owners/resolve-owner.js';
import { inspectFile } from './inspect-file.js';
import type { DetectableTool, PresenceProblem, ToolCopy, ToolPresence } from './types.js';

/** A path where a tool may lie. */
export interface Candidate {
  path: string;
  /** The name by which the tool is called there. */
  binary: string;
  onPath: boolean;
}

/** What the candidates of a tool, best first, turn out to be. */
export function presenceOf(
  tool: DetectableTool,
  candidates: readonly Candidate[],
  context: OwnerContext,
): ToolPresence {
  const { copies, problems } = examine(candidates, context);
  const running = copies[0];
  return {
    id: tool.id,
    name: tool.name,
    installed: running !== undefined,
    path: running?.path ?? null,
    version: running?.version ?? null,
    channel: running?.channel ?? null,
    package: running?.package ?? null,
    evidence: running?.evidence ?? null,
    copies,
    problems,
  };
}

function examine(candidates: readonly Candidate[], context: OwnerContext) {
  const copies: ToolCopy[] = [];
  const problems: PresenceProblem[] = [];
  const seen = new Set<string>();
  const isNew = (key: string) => !seen.has(key) && seen.add(key) !== undefined;
  for (const { path, binary, onPath } of candidates) {
    if (!isNew(`path ${path}`)) continue;
    const found = inspectFile(path, context.host.platform === 'win32');
    if (found.kind === 'absent') continue;
    if (found.kind !== 'program') {
      problems.push({ kind: found.kind, path, detail: found.detail });
      continue;
    }
    const isNewFile = isNew(`real ${found.realPath}`);
    if (!isNew(`inode ${found.inode}`) || !isNewFile) continue;
    const { problem, ...owner } = resolveOwner({ path, realPath: found.realPath, binary }, context);
    copies.push({ path, realPath: found.realPath, ...owner, onPath });
    if (problem !== undefined) problems.push({ kind: 'unreadable-metadata', ...problem });
  }
  return { copies, problems };
}
