import { AimError, reportError, type InstallChannel } from '@aim/core';
import { compareVersions } from '../../versions/compare-versions.js';
import type {
  InstallPlan,
  InstallTarget,
  KeptTool,
  PlannedStep,
  RefusedTool,
  StepAction,
} from '../types.js';
import type { InstallableTool, Machine } from './facts.js';

export interface PlanRequest {
  targets: readonly InstallTarget[];
  tools: ReadonlyMap<string, InstallableTool>;
  machine: Machine;
  /** A tool that is there becomes the newest; else it stays where no version is asked for. */
  update: boolean;
}

/**
 * What has to be done so that every target is met. Tools that are right already are kept; a target
 * whose names a manager would misunderstand is refused. Pure.
 */
export function planInstall(request: PlanRequest): InstallPlan {
  const steps: PlannedStep[] = [];
  const kept: KeptTool[] = [];
  const refused: RefusedTool[] = [];
  for (const target of request.targets) {
    const tool = request.tools.get(target.tool);
    if (tool === undefined) throw new Error(`${target.tool} has no facts`);
    const problem = wrongName(target);
    if (problem !== undefined) {
      refused.push({ tool: target.tool, error: reportError(problem) });
      continue;
    }
    const change = changeFor(target, tool, request.update);
    if ('reason' in change) kept.push(change);
    else steps.push(stepFor(target, tool, { ...change, machine: request.machine }));
  }
  return { steps, kept, refused };
}

type Change = { action: StepAction; from: string | null };

function changeFor(
  target: InstallTarget,
  { present, interrupted }: InstallableTool,
  update: boolean,
): Change | KeptTool {
  const isSame = present !== null && present.channel === target.manager;
  if (!isSame) return { action: 'install', from: null };
  const { version } = present;
  if (interrupted) return { action: 'reinstall', from: version };
  const keep = (reason: string) => ({ tool: target.tool, version, reason });
  if (target.version === null) {
    return update ? { action: 'update', from: version } : keep('installed');
  }
  if (version === null) return { action: 'reinstall', from: null };
  const order = compareVersions(version, target.version, target.manager);
  if (order === 0 || version === target.version) return keep('installed');
  return { action: order !== null && order > 0 ? 'downgrade' : 'update', from: version };
}

function stepFor(
  target: InstallTarget,
  tool: InstallableTool,
  { machine, ...change }: Change & { machine: Machine },
): PlannedStep {
  const { manager } = target;
  const channel = channelOf(tool, target);
  const own = tool.present?.channel === manager ? tool.present : null;
  const prefix = own?.prefix ?? machine.managers[manager]?.prefix;
  if (prefix === undefined) throw new Error(`${manager} has no prefix`);
  return {
    tool: target.tool,
    ...change,
    manager,
    package: target.package,
    to: target.version,
    integrity: target.integrity,
    extras: [...new Set([...target.extras, ...(own?.extras ?? [])])],
    prefix,
    scripts: channel?.scripts ?? [],
    options: channel?.via === manager ? (channel.options ?? []) : [],
    command: null,
    kept: null,
  };
}

/** The catalogue's row for this package; one of npm holds for pnpm and bun as well. */
function channelOf({ channels }: InstallableTool, { manager, package: name }: InstallTarget) {
  const base = name.replace(/\[.*\]$/, '');
  const fits = (channel: InstallChannel) =>
    channel.via !== 'script' &&
    (channel.package === base || `${channel.tap}/${channel.package}` === base);
  const rows = channels.filter(fits);
  const row = rows.find(({ via }) => via === manager) ?? rows[0];
  return row?.via === 'script' ? undefined : row;
}

/** A name that is an option, or an address, would make a manager do something else. */
function wrongName({ tool, package: name, version, extras }: InstallTarget): AimError | undefined {
  const wrong =
    [name, ...extras].find((each) => !packageName.test(each)) ??
    (version !== null && !versionText.test(version) ? version : undefined);
  if (wrong === undefined) return undefined;
  return new AimError(
    'install.invalid_name',
    `${tool}: ${JSON.stringify(wrong)} is no name of a package and no version`,
    { hint: 'Name a package of a registry, and an exact version' },
  );
}

const packageName =
  /^@?[A-Za-z0-9][\w.+-]*(?:\/[\w.+-]+)*(?:\[[\w.,-]+\])?(?:[=<>~!]=?=?[\w.*+!,<>=~]+)?$/;
const versionText = /^[\dA-Za-z][\w.+:~!-]*$/;
