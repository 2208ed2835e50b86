import { AimError, isAimError, reportError } from '@aim/core';
import {
  chooseTarget,
  isInstallManager,
  packageManagers,
  planCommand,
  planInstall,
  planRollback as rollbackPlan,
  planUninstall as uninstallPlan,
  earlierCopies,
  type InstallManager,
  type InstallPlan,
  type InstallTarget,
  type KeptTool,
  type OperationKind,
  type PlannedStep,
  type RefusedTool,
} from '@aim/environment';
import type { AimContext } from '../context.js';
import { applyPlan, type ApplyOptions, type Applied } from './apply-plan.js';
import { installFacts, type InstallFacts } from './facts.js';
import { settledTargets } from '../versions/settled-targets.js';
import { withNewest } from './newest.js';
import { runningTools, type RunningTool } from './running-tools.js';
import { wantedByConfig, wantedByName, wantedTool, type WantedTool } from './wanted.js';

export interface InstallRequest {
  /** Names of tools, with `@VERSION` where that matters. */
  tools: readonly string[];
  /** What the configuration lists, too. */
  fromConfig?: boolean;
  manager?: InstallManager;
}

/** What would be done, and the way to do exactly that. */
export interface PlannedInstall {
  plan: InstallPlan & { /** Of those that would be changed. */ running: RunningTool[] };
  apply: (options: ApplyOptions) => Promise<Applied>;
}

/**
 * Plans so that tools are there, at the version that is asked for or pinned. Asks registries for the
 * newest version of what is not there.
 *
 * @throws AimError `usage.unknown_tool`, `config.*`
 */
export async function planInstallation(
  context: AimContext,
  { tools, fromConfig = false, manager }: InstallRequest,
): Promise<PlannedInstall> {
  const facts = await installFacts(context);
  if (fromConfig) requireTrust(facts);
  const wanted = [
    ...tools.map((word) => wantedByName(word, manager, facts)),
    ...(fromConfig ? wantedByConfig(facts, manager) : []),
  ];
  const plan = await planFor(unique(wanted), { update: false, facts, context });
  return planned(plan, wanted, { kind: 'install', facts, context });
}

/** Plans the newest version, or the pinned one, of tools that are there: of all unless named. */
export async function planUpdate(
  context: AimContext,
  { tools }: Pick<InstallRequest, 'tools'>,
): Promise<PlannedInstall> {
  const facts = await installFacts(context);
  const named = tools.map((word) => wantedByName(word, undefined, facts));
  const kept: KeptTool[] = [];
  const wanted = tools.length > 0 ? named : allInstalled(facts, kept);
  const missing = wanted.filter(({ installable }) => installable.present === null);
  const plan = await planFor(
    unique(wanted.filter(({ installable }) => installable.present !== null)),
    { update: true, facts, context },
  );
  const refused = missing.map(({ installable: { id } }) => ({
    tool: id,
    error: reportError(
      new AimError('install.foreign', `${id} is not installed`, { hint: `aim install ${id}` }),
    ),
  }));
  const all = { ...plan, kept: [...plan.kept, ...kept], refused: [...plan.refused, ...refused] };
  return planned(all, wanted, { kind: 'update', facts, context });
}

/** Plans the removal of tools by the managers that they belong to. */
export async function planUninstall(
  context: AimContext,
  { tools, manager }: Pick<InstallRequest, 'tools' | 'manager'>,
): Promise<PlannedInstall> {
  const facts = await installFacts(context);
  const wanted = unique(tools.map((word) => wantedByName(word, manager, facts)));
  const plan = uninstallPlan(
    wanted.map(({ installable }) => installable),
    facts.machine,
  );
  return planned(plan, wanted, { kind: 'uninstall', facts, context });
}

/**
 * Plans what brings the last change of one tool back, or the whole last operation.
 *
 * @throws AimError `install.nothing_kept`
 */
export async function planRollback(context: AimContext, tool?: string): Promise<PlannedInstall> {
  const facts = await installFacts(context);
  const id = tool === undefined ? undefined : idOf(tool, facts);
  const earlier = earlierCopies(facts.records, id);
  if (earlier.length === 0) {
    const what = id === undefined ? 'any tool' : id;
    throw new AimError('install.nothing_kept', `AIM has no change of ${what} on record`);
  }
  const wanted = earlier.flatMap(({ tool: each }) => {
    const known = facts.tools.registry.tools.get(each);
    return known === undefined ? [] : [wantedTool(known, {}, facts)];
  });
  const installables = new Map(wanted.map(({ installable }) => [installable.id, installable]));
  const plan = rollbackPlan(earlier, installables, facts.machine);
  return planned(plan, wanted, { kind: 'rollback', facts, context });
}

interface PlanContext {
  update: boolean;
  facts: InstallFacts;
  context: AimContext;
}

async function planFor(
  wanted: readonly WantedTool[],
  { update, facts, context }: PlanContext,
): Promise<InstallPlan> {
  const steps: PlannedStep[] = [];
  const kept: KeptTool[] = [];
  const refused: RefusedTool[] = [];
  const chosen: InstallTarget[] = [];
  const settled = await settledTargets(context, wanted);
  refused.push(...settled.refused);
  const isRefused = new Set(settled.refused.map(({ tool }) => tool));
  for (const { installable, manager, version } of wanted) {
    const { id, present } = installable;
    if (isRefused.has(id)) continue;
    const own = settled.targets.get(id);
    if (own !== undefined && facts.machine.managers[own.manager] !== undefined) {
      chosen.push(own);
      continue;
    }
    const command = manager === undefined ? planCommand(installable, update) : undefined;
    if (command !== undefined) {
      if (update || present === null) steps.push(command);
      else kept.push({ tool: id, version: present.version, reason: 'installed' });
      continue;
    }
    try {
      const wish = { version, ...(manager !== undefined && { manager }) };
      chosen.push(chooseTarget(installable, wish, facts.machine));
    } catch (error) {
      if (!isAimError(error)) throw error;
      // Whoever asks only that it is there has it.
      const isThere = !update && present !== null && version === null && manager === undefined;
      if (isThere) kept.push({ tool: id, version: present.version, reason: 'installed' });
      else refused.push({ tool: id, error: reportError(error) });
    }
  }
  const tools = new Map(wanted.map(({ installable }) => [installable.id, installable]));
  const isOpen = ({ tool, manager }: InstallTarget) =>
    update || tools.get(tool)?.present?.channel !== manager;
  const asked = await withNewest(context, chosen.filter(isOpen));
  const targets = chosen.map(
    (target) => asked.targets.find(({ tool }) => tool === target.tool) ?? target,
  );
  const plan = planInstall({ targets, tools, machine: facts.machine, update });
  const isNewest = ({ tool, to, from }: PlannedStep) =>
    to === null && from !== null && asked.newest.get(tool) === from;
  return {
    steps: [...steps, ...plan.steps.filter((step) => !isNewest(step))],
    kept: [
      ...kept,
      ...plan.kept,
      ...plan.steps
        .filter(isNewest)
        .map(({ tool, from }) => ({ tool, version: from, reason: 'installed' })),
    ],
    refused: [...refused, ...plan.refused],
  };
}

/** A plan with the tools that it would change while they run, and the way to carry it out. */
export async function planned(
  plan: InstallPlan,
  wanted: readonly WantedTool[],
  rest: { kind: OperationKind; facts: InstallFacts; context: AimContext },
): Promise<PlannedInstall> {
  const { kind, facts, context } = rest;
  const checked = new Map(
    wanted.map(({ tool, installable: { id } }) => [
      id,
      tool === null
        ? { detectable: { id, name: id, binaries: [] }, contract: null }
        : facts.checked(tool),
    ]),
  );
  return {
    plan: {
      ...plan,
      running: await runningTools(plan.steps, { host: context.host, tools: checked }),
    },
    apply: (options) => applyPlan(context, plan, { ...options, kind, facts, checked }),
  };
}

function allInstalled(facts: InstallFacts, kept: KeptTool[]): WantedTool[] {
  return [...facts.tools.registry.tools.values()].flatMap((tool) => {
    const wanted = wantedTool(tool, {}, facts);
    const { present, commands } = wanted.installable;
    if (present === null) return [];
    const { version, channel } = present;
    const keep = (reason: string) => {
      kept.push({ tool: tool.id, version, reason });
      return [];
    };
    if (facts.config.registry?.tools?.[tool.id]?.autoUpdate === false) {
      return keep('its configuration says autoUpdate: false');
    }
    if (!isInstallManager(channel) && commands.update === undefined) {
      return keep(
        channel === 'unknown' ? 'nobody knows who installed it' : `belongs to ${channel}`,
      );
    }
    if (isInstallManager(channel) && packageManagers[channel].root === 'sudo') {
      return keep(`belongs to the system: aim update ${tool.id}`);
    }
    return [wanted];
  });
}

function unique(wanted: readonly WantedTool[]): WantedTool[] {
  return [...new Map(wanted.map((each) => [each.installable.id, each] as const)).values()];
}

function idOf(name: string, facts: InstallFacts): string {
  const onRecord = facts.records.some(({ steps }) => steps.some(({ step }) => step.tool === name));
  return onRecord ? name : wantedByName(name, undefined, facts).installable.id;
}

/** What a project lists waits for its user's consent, even where all else goes on without. */
function requireTrust({ tools }: InstallFacts): void {
  const waiting = tools.withheld.filter(({ path }) =>
    /^(?:environment\.(?:npmGlobal|pipxApps|toolsRoot)|registry\.tools\.)/.test(path),
  );
  if (waiting.length === 0) return;
  throw new AimError(
    'config.untrusted',
    `The project's configuration is not trusted: ${waiting.map(({ path }) => path).join(', ')}`,
    { hint: 'Read the file, then: aim trust' },
  );
}
