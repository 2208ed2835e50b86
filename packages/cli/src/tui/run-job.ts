import { countOf, reportError, type ErrorReport } from '@aim/core';
import type { Aim, CheckedSecret, Repaired } from '@aim/services';
import { placeWords } from '../render/status.js';
import { checkFacts, failureLines } from './report-lines.js';
import type { Report } from './store/dialogs.js';
import type { DashboardEvent } from './store/events.js';
import type { Job } from './store/job.js';
import { breakerWords } from './store/overview-rows.js';
import type { DashboardState, Resource } from './store/state.js';

/** What came of a job: what to show, and what has to be read again. */
export interface JobResult {
  events: readonly DashboardEvent[];
  reload: readonly Resource[];
  /** What went wrong, for the log. */
  error?: ErrorReport;
}

/** Does a job. A failure becomes a report; nothing is ever thrown. */
export async function runJob(job: Job, aim: Aim, state: DashboardState): Promise<JobResult> {
  try {
    return await perform(job, aim, state);
  } catch (error) {
    const report = reportError(error);
    return { events: [reported(failure(report))], reload: [], error: report };
  }
}

async function perform(job: Job, aim: Aim, { health }: DashboardState): Promise<JobResult> {
  switch (job.kind) {
    case 'set': {
      const { secret, created, backend, protection } = await aim.setSecret(job.request);
      const text = `${created ? 'Stored' : 'Replaced'} ${secret.name} in ${placeWords(backend, protection)}`;
      return { events: [{ type: 'stored', text }], reload: ['status'] };
    }
    case 'reveal': {
      const value = await aim.getSecret(job.name);
      return { events: [{ type: 'revealed', secret: { name: job.name, value } }], reload: [] };
    }
    case 'copy': {
      const { name, clearAfterMs } = await aim.copySecret(job.name);
      return noticed(`Copied ${name}; the clipboard is cleared in ${clearAfterMs / 1000} s`);
    }
    case 'check': {
      const [checked] = await aim.checkSecrets({ names: [job.name] });
      return { events: checked === undefined ? [] : [reported(checkReport(checked))], reload: [] };
    }
    case 'delete':
      await aim.deleteSecret(job.name);
      return { ...noticed(`Deleted ${job.name}`), reload: ['status'] };
    case 'plan-reset':
      return askToReset(aim);
    case 'reset-breakers': {
      const { breakers } = await aim.resetBreakers({});
      const text = `Closed ${countOf(breakers.length, 'circuit breaker')}`;
      return { ...noticed(text), reload: ['breakers', 'routes', 'activity'] };
    }
    case 'plan-repairs':
      return health.data === null ? noticed('Nothing to mend') : askToMend(aim, health.data);
    case 'repair':
      return {
        events: [reported(repairReport(await aim.repairHealth(job.planned)))],
        reload: ['health'],
      };
  }
}

async function askToMend(aim: Aim, report: Parameters<Aim['planRepairs']>[0]): Promise<JobResult> {
  const planned = await aim.planRepairs(report);
  if (planned.length === 0) return noticed('Nothing that AIM could mend by itself');
  const confirm = {
    title: 'Mend this?',
    plan: planned.map(({ plan }) => plan),
    verb: 'Mend',
    then: { kind: 'job', job: { kind: 'repair', planned } } as const,
    command: 'aim health --fix',
    isSure: false,
    mustType: null,
    typed: '',
  };
  return { events: [{ type: 'asked', confirm }], reload: [] };
}

async function askToReset(aim: Aim): Promise<JobResult> {
  const { breakers } = await aim.resetBreakers({ dryRun: true });
  if (breakers.length === 0) return noticed('Every circuit breaker is closed');
  const confirm = {
    title: 'Let these have jobs again?',
    plan: breakers.map(breakerWords),
    verb: 'Reset',
    then: { kind: 'job', job: { kind: 'reset-breakers' } } as const,
    command: 'aim tools reset',
    isSure: false,
    mustType: null,
    typed: '',
  };
  return { events: [{ type: 'asked', confirm }], reload: [] };
}

function checkReport(checked: CheckedSecret): Report {
  const { name, provider, kind } = checked;
  const what = [provider, kind].filter((word) => word !== null).join(', ');
  return { title: `${name}${what === '' ? '' : ` (${what})`}`, lines: checkFacts(checked) };
}

function repairReport(repaired: readonly Repaired[]): Report {
  return {
    title: 'What was done',
    lines: repaired.map(({ plan, isDone, error }) => {
      if (error !== null) return { text: `✖ ${plan}: ${error}`, token: 'fail' };
      return { text: isDone ? `✔ ${plan}` : `- ${plan}: it was so already`, token: 'text' };
    }),
  };
}

/** A failure as a report. */
export function failure(error: ErrorReport): Report {
  return { title: 'It failed', lines: failureLines(error) };
}

function reported(report: Report): DashboardEvent {
  return { type: 'reported', report };
}

function noticed(text: string): JobResult {
  return { events: [{ type: 'noticed', text }], reload: [] };
}
