import { runCaptured, type AuditEvent } from '@aim/core';
import {
  detectTools,
  executePlan,
  type CheckedTool,
  type ExecuteOptions,
  type InstallEvent,
  type InstallOutcome,
  type InstallPlan,
} from '@aim/environment';
import type { AimContext } from '../context.js';
import { record } from '../record.js';
import type { InstallFacts } from './facts.js';
import { installFolder } from './install-folder.js';

export interface ApplyOptions extends Partial<ExecuteOptions> {
  hasTerminal?: boolean;
  onEvent?: (event: InstallEvent) => void;
  signal?: AbortSignal;
}

/** What became of a step, and which copy of the tool runs now. */
export interface AppliedStep extends InstallOutcome {
  effective: { path: string; version: string | null } | null;
}

export interface Applied {
  outcomes: AppliedStep[];
}

interface PlanFacts {
  kind: NonNullable<ExecuteOptions['kind']>;
  facts: InstallFacts;
  checked: ReadonlyMap<string, CheckedTool>;
}

/** Carries a plan out and records each change. */
export async function applyPlan(
  context: AimContext,
  plan: InstallPlan,
  options: ApplyOptions & PlanFacts,
): Promise<Applied> {
  const { host } = context;
  const { facts, checked, kind, sequential = false, inUse = 'refuse' } = options;
  const recorded: Promise<void>[] = [];
  const onEvent = (event: InstallEvent) => {
    // At once: what was done is on record whatever happens to the rest.
    if (event.kind === 'outcome') recorded.push(recordOutcome(context, kind, event.outcome));
    options.onEvent?.(event);
  };
  const outcomes = await executePlan(
    plan,
    { kind, sequential, inUse },
    {
      host,
      machine: facts.machine,
      folder: installFolder(context),
      withheld: facts.withheld,
      tools: checked,
      hasTerminal: options.hasTerminal ?? false,
      onEvent,
      signal: options.signal ?? new AbortController().signal,
      start: runCaptured,
    },
  );
  await Promise.all(recorded);
  const told = outcomes.map((outcome) => withEffective(context, outcome, checked));
  for (const each of told) tellShadowed(context, each);
  return { outcomes: told };
}

function withEffective(
  { host }: AimContext,
  outcome: InstallOutcome,
  checked: ReadonlyMap<string, CheckedTool>,
): AppliedStep {
  const detectable = checked.get(outcome.tool)?.detectable;
  const [found] = detectable === undefined ? [] : detectTools([detectable], host);
  const path = found?.path ?? null;
  return {
    ...outcome,
    effective: path === null ? null : { path, version: found?.version ?? null },
  };
}

/** Another copy comes first on PATH, or none of it is there. */
function tellShadowed(
  context: AimContext,
  { tool, status, action, after, effective }: AppliedStep,
) {
  if (status !== 'done' || action === 'uninstall' || after === null) return;
  if (effective === null) return;
  if (effective.version === after || effective.version === null) return;
  context.notify({
    id: 'install.shadowed',
    severity: 'warn',
    message: `${tool} ${after} is installed, but PATH runs ${effective.version}: ${effective.path}`,
    fix: `aim health --only shadowed`,
  });
}

const events: Record<InstallOutcome['action'], AuditEvent> = {
  install: 'tool_install',
  update: 'tool_upgrade',
  downgrade: 'tool_upgrade',
  reinstall: 'tool_install',
  uninstall: 'tool_uninstall',
  restore: 'tool_rollback',
};

async function recordOutcome(
  context: AimContext,
  kind: PlanFacts['kind'],
  { tool, action, manager, package: name, status, before, after, error }: InstallOutcome,
): Promise<void> {
  if (status === 'present' || status === 'skipped') return;
  const success = status === 'done';
  const event = kind === 'rollback' ? 'tool_rollback' : events[action];
  await record(context, {
    event,
    severity: success ? 'info' : 'error',
    message: `${kind} ${tool}: ${success ? `${before ?? 'none'} → ${after ?? 'none'}` : error?.code}`,
    details: {
      tool,
      package: name,
      package_manager: manager,
      action,
      success,
      status,
      before,
      version: after,
      ...(error !== null && { error: error.code }),
    },
  });
}
