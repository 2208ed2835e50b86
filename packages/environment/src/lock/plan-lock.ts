import { lockText } from './write-lock.js';
import type { LockNote } from './resolve-context.js';
import type { Resolution } from './resolve-wish.js';
import type { AimLock, LockedTool } from './types.js';

/** What becomes of one tool of the lock. */
export interface LockStep {
  tool: string;
  action: 'add' | 'change' | 'keep' | 'remove';
  channel: LockedTool['channel'];
  package: string;
  range: string | null;
  /** The locked version before and after; null where there is none. */
  from: string | null;
  to: string | null;
  notes: readonly LockNote[];
}

export interface LockPlan {
  /** In order of their names. */
  steps: LockStep[];
  lock: AimLock;
  /** Of the file. */
  text: string;
}

/**
 * The lock that resolutions make, and what changes by it. What is locked and no longer asked for
 * goes; a tool that is asked for and was not resolved now stays as it is. Pure.
 *
 * @param asked - every tool that the configuration asks for
 */
export function planLock(
  before: AimLock | undefined,
  asked: ReadonlySet<string>,
  resolutions: readonly Extract<Resolution, { kind: 'locked' }>[],
): LockPlan {
  const old = before?.tools ?? {};
  const stays = Object.entries(old).filter(([tool]) => asked.has(tool));
  const tools = new Map(stays);
  const notes = new Map<string, readonly LockNote[]>();
  for (const { wish, locked, notes: told } of resolutions) {
    tools.set(wish.tool, locked);
    notes.set(wish.tool, told);
  }
  const lock: AimLock = { lockVersion: 1, tools: Object.fromEntries(tools) };
  const names = [...new Set([...Object.keys(old), ...tools.keys()])].sort();
  const steps = names.map((tool) =>
    step(tool, { old: old[tool], now: tools.get(tool), notes: notes.get(tool) }),
  );
  return { steps, lock, text: lockText(lock) };
}

interface StepFacts {
  old: LockedTool | undefined;
  now: LockedTool | undefined;
  notes: readonly LockNote[] | undefined;
}

function step(tool: string, { old, now, notes = [] }: StepFacts): LockStep {
  const { channel, package: name, range } = (now ?? old) as LockedTool;
  const versions = { from: old?.version ?? null, to: now?.version ?? null };
  return { tool, action: actionOf(old, now), channel, package: name, range, ...versions, notes };
}

function actionOf(old: LockedTool | undefined, now: LockedTool | undefined): LockStep['action'] {
  if (old === undefined) return 'add';
  if (now === undefined) return 'remove';
  const text = (tool: LockedTool) => lockText({ lockVersion: 1, tools: { tool } });
  return text(old) === text(now) ? 'keep' : 'change';
}
