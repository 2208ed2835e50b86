import { reportError, type ErrorReport } from '@aim/core';
import type { Aim, CheckedSecret, Repaired } from '@aim/services';
import { answerWords, worstOf } from '../render/keys.js';
import { placeWords } from '../render/status.js';
import type { Report } from './store/dialogs.js';
import type { DashboardEvent } from './store/events.js';
import type { Job } from './store/job.js';
import type { DashboardState, Resource } from './store/state.js';

/** What came of a job: what to show, and what has to be read again. */
export interface JobResult {
  events: readonly DashboardEvent[];
  reload: readonly Resource[];
}

/** Does a job. A failure becomes a report; nothing is ever thrown. */
export async function runJob(job: Job, aim: Aim, state: DashboardState): Promise<JobResult> {
  try {
    return await perform(job, aim, state);
  } catch (error) {
    return { events: [reported(failure(reportError(error)))], reload: [] };
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
    job: { kind: 'repair', planned } as const,
    isSure: false,
    mustType: null,
    typed: '',
  };
  return { events: [{ type: 'asked', confirm }], reload: [] };
}

function checkReport(checked: CheckedSecret): Report {
  const { name, provider, kind, findings, online, error } = checked;
  const worst = worstOf(checked);
  const what = [provider, kind].filter((word) => word !== null).join(', ');
  const facts = [
    ...(error === null ? [] : [error.message]),
    ...findings.map(({ message }) => message),
    ...(online === null ? [] : [answerWords(online)]),
  ];
  const token = worst === 'info' ? 'text' : worst;
  return {
    title: `${name}${what === '' ? '' : ` (${what})`}`,
    lines: (facts.length === 0 ? ['Nothing is wrong with it.'] : facts).map((text) => ({
      text,
      token,
    })),
  };
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

/** What went wrong, why, and what helps. */
export function failure({ message, cause, hint }: ErrorReport): Report {
  return {
    title: 'It failed',
    lines: [
      { text: `✖ ${message}`, token: 'fail' },
      ...(cause === undefined ? [] : [{ text: `cause: ${cause}`, token: 'secondary' as const }]),
      ...(hint === undefined ? [] : [{ text: `try: ${hint}`, token: 'key' as const }]),
    ],
  };
}

function reported(report: Report): DashboardEvent {
  return { type: 'reported', report };
}

function noticed(text: string): JobResult {
  return { events: [{ type: 'noticed', text }], reload: [] };
}
