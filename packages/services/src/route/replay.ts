import { isAimError } from '@aim/core';
import { planRoute, type RoutePlan, type ToolFigures } from '@aim/registry';
import type { AimContext } from '../context.js';
import { jobFigures } from '../facts/job-figures.js';
import { ownAuditPlace, recordedJobs, type RecordedJob } from '../facts/recorded-jobs.js';
import { factsOfNow } from '../facts/route-facts.js';
import { gatherToolFacts, type ToolFacts } from '../facts/tool-facts.js';
import { readPlanRecord, type PlanRecord } from './job-record.js';

export interface ReplayRequest {
  /** Only jobs of this capability. */
  capability?: string;
  /** RFC 3339; only jobs from then on. */
  since?: string;
  /** The newest, 500 unless told. */
  limit?: number;
}

export interface Replay {
  /** How many recorded jobs were planned again. */
  jobs: number;
  /** How many of these would go to another tool first. */
  changed: number;
  /** Records that do not say how their job was planned, such as those of an older AIM. */
  skipped: number;
  /** The jobs that would go to another tool, newest first. */
  changes: ReplayChange[];
}

export interface ReplayChange {
  timestamp: string;
  capability: string;
  before: Pick<RoutePlan, 'chosen' | 'chain'>;
  after: Pick<RoutePlan, 'chosen' | 'chain'>;
  /** What the new plan says of the tool that was chosen; why there is no plan, where there is none. */
  reason: string;
}

/**
 * Plans the jobs in the audit log again by the configuration in use (`--config FILE`), each with
 * what was asked for and what the machine held then, and tells which would go to another tool.
 * Starts nothing. The log is that of the user's own configuration.
 */
export async function replayRoutes(
  context: AimContext,
  { capability, since, limit }: ReplayRequest,
): Promise<Replay> {
  const known = await gatherToolFacts(context, context.jobRegistry);
  const selection = {
    ...(since !== undefined && { since }),
    ...(limit !== undefined && { limit }),
  };
  const all = await recordedJobs(context, selection, await ownAuditPlace(context));
  const jobs = all.filter(
    ({ details }) => capability === undefined || details['capability'] === capability,
  );
  const replay: Replay = { jobs: 0, changed: 0, skipped: 0, changes: [] };
  for (const job of jobs) {
    const recorded = readPlanRecord(job.details['plan']);
    if (recorded === undefined || typeof job.details['capability'] !== 'string') {
      replay.skipped += 1;
      continue;
    }
    replay.jobs += 1;
    const earlier = all.slice(all.indexOf(job) + 1);
    const change = replayOne(context, known, { job, recorded, earlier });
    if (change === undefined) continue;
    replay.changed += 1;
    replay.changes.push(change);
  }
  return replay;
}

interface Recorded {
  job: RecordedJob;
  recorded: PlanRecord;
  earlier: readonly RecordedJob[];
}

function replayOne(
  context: AimContext,
  known: ToolFacts,
  { job, recorded, earlier }: Recorded,
): ReplayChange | undefined {
  const { timestamp, details } = job;
  const capability = details['capability'] as string;
  const before = { chosen: recorded.chain[0] ?? null, chain: [...recorded.chain] };
  const facts = factsOfNow(context, then(known, recorded), {
    ...recorded.wishes,
    seed: recorded.strategy.seed,
  });
  const leftAlone = new Set(recorded.leftAlone);
  // Few strategies ask for them.
  let figures: ReadonlyMap<string, ToolFigures> | undefined;
  try {
    const { chosen, chain, candidates } = planRoute(known.registry, capability, {
      ...facts,
      figures: (tool) => (figures ??= jobFigures(earlier)).get(tool),
      down: ({ id }) => (leftAlone.has(id) ? 'it was left alone then' : undefined),
    });
    if (chosen === before.chosen) return undefined;
    const reason = candidates.find(({ tool }) => tool === before.chosen)?.reason ?? 'it was nobody';
    return { timestamp, capability, before, after: { chosen, chain }, reason };
  } catch (error) {
    if (!isAimError(error)) throw error;
    return {
      timestamp,
      capability,
      before,
      after: { chosen: null, chain: [] },
      reason: error.message,
    };
  }
}

/** What the machine held when the job was planned. */
function then(known: ToolFacts, { installed, withoutKey }: PlanRecord): ToolFacts {
  const ids = new Set(installed);
  const absent = new Set(withoutKey);
  const presence = new Map(
    [...known.registry.tools.values()]
      .filter(({ id }) => ids.has(id))
      .map(({ id, name }) => {
        const now = known.presence.get(id);
        return [id, now?.installed === true ? now : wasThere(id, name)] as const;
      }),
  );
  return { ...known, presence, keys: ({ id }) => (absent.has(id) ? 'absent' : 'present') };
}

function wasThere(id: string, name: string) {
  return {
    id,
    name,
    installed: true,
    path: id,
    version: null,
    channel: null,
    package: null,
    evidence: null,
    copies: [],
    problems: [],
  };
}
