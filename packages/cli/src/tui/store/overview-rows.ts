import type { OpenBreaker } from '@aim/services';
import { checkMarks } from '../../render/health.js';
import { toolMark } from '../../render/status.js';
import type { PaneId } from '../layout/layout.js';
import { sparkline } from '../layout/sparkline.js';
import type { Token } from '../theme/theme.js';
import { activityRows } from './activity-rows.js';
import { jobCounts } from './job-counts.js';
import { keyAges } from './key-ages.js';
import { memoLast } from './memo-last.js';
import type { DashboardState } from './state.js';
import { isRunning } from './tasks.js';

/** One line of the overview, and where more about it is. */
export interface OverviewRow {
  id: string;
  label: string;
  parts: readonly OverviewPart[];
  pane: PaneId;
}

export interface OverviewPart {
  text: string;
  token: Token;
}

/** How many records of the audit log are read at once. */
export const readEvents = 1000;
const shownEvents = 6;

/** How everything stands, a line each; a part of which nothing is known yet says so. */
export function overviewRows(state: DashboardState): readonly OverviewRow[] {
  const { status, health, breakers, activity, tasks, log, now } = state;
  return rowsFor(status, health, breakers, activity, tasks, log, now);
}

type Facts = Pick<
  DashboardState,
  'status' | 'health' | 'breakers' | 'activity' | 'tasks' | 'log' | 'now'
>;

const rowsFor = memoLast(
  (
    ...[status, health, breakers, activity, tasks, log, now]: [
      Facts['status'],
      Facts['health'],
      Facts['breakers'],
      Facts['activity'],
      Facts['tasks'],
      Facts['log'],
      number,
    ]
  ) => makeRows({ status, health, breakers, activity, tasks, log, now }),
);

function makeRows(state: Facts): OverviewRow[] {
  return [
    row('tools', 'TOOLS', toolParts(state)),
    row('secrets', 'KEYS', keyParts(state)),
    row('health', 'HEALTH', healthParts(state)),
    row('routes', 'BREAKERS', breakerParts(state)),
    ...jobRows(state),
    ...taskRows(state),
    ...eventRows(state),
  ];
}

function row(pane: PaneId, label: string, parts: readonly OverviewPart[]): OverviewRow {
  return { id: label.toLowerCase(), label, parts, pane };
}

function toolParts({ status }: Facts): OverviewPart[] {
  if (status.data === null) return unread(status.error?.message);
  const { tools } = status.data;
  const states = [
    { words: 'healthy', token: 'ok', mark: '●' },
    { words: 'with a warning', token: 'warn', mark: '!' },
    { words: 'failing', token: 'fail', mark: '✖' },
  ] as const;
  const installed = tools.filter((tool) => tool.installed);
  const parts = states.map(({ words, token, mark }) =>
    counted(
      installed.filter((tool) => toolMark(tool) === mark).length,
      `${mark} # ${words}`,
      token,
    ),
  );
  const withoutKey = installed.filter(({ key }) => key === 'absent').length;
  return orNone('no AI tool was found', [
    ...parts,
    counted(tools.length - installed.length, '○ # not installed', 'secondary'),
    counted(withoutKey, '! # without a key', 'warn'),
  ]);
}

function keyParts({ status, now }: Facts): OverviewPart[] {
  if (status.data === null) return unread(status.error?.message);
  const { expired, expiring, ages } = keyAges(status.data.secrets, now);
  return orNone('none is stored', [
    counted(expired, '✖ # expired', 'fail'),
    counted(expiring, '! # expiring within 14 days', 'warn'),
    ...ages.map(({ count, words }) => counted(count, `# ${words}`, 'text')),
  ]);
}

function healthParts({ health }: Facts): OverviewPart[] {
  if (health.data === null) return unread(health.error?.message);
  const { summary, overallStatus } = health.data;
  const worst = summary.fail > 0 ? 'fail' : summary.warn > 0 ? 'warn' : 'ok';
  return orNone('', [
    { text: overallStatus, token: worst },
    counted(summary.fail, `${checkMarks.fail} # failed`, 'fail'),
    counted(summary.warn, `${checkMarks.warn} # warned`, 'warn'),
    counted(summary.ok, `${checkMarks.ok} # fine`, 'ok'),
    counted(summary.unknown, '# unknown', 'secondary'),
  ]);
}

function breakerParts({ breakers }: Facts): OverviewPart[] {
  if (breakers.data === null) return unread(breakers.error?.message);
  if (breakers.data.length === 0) {
    return [{ text: `${checkMarks.ok} all closed: no tool is left alone`, token: 'ok' }];
  }
  return breakers.data.map((breaker) => ({
    text: `${checkMarks.fail} ${breakerWords(breaker)}`,
    token: breaker.state === 'open' ? 'fail' : 'warn',
  }));
}

/** What is left alone, for how long, and why. */
export function breakerWords({ label, state, until, class: reason }: OpenBreaker): string {
  const time = until === null ? 'until it is reset' : `until ${moment(until)} UTC`;
  return `${label} ${state} ${time} (${reason})`;
}

function jobRows(state: Facts): OverviewRow[] {
  if (state.activity.data === null) {
    return [row('activity', 'JOBS', unread(state.activity.error?.message))];
  }
  const { events } = state.activity.data;
  const { all, failed } = jobCounts({ events, isWhole: events.length < readEvents }, state.now);
  return [
    row('activity', 'JOBS', countParts(all, 'text')),
    row('activity', 'FAILED', countParts(failed, sum(failed) > 0 ? 'fail' : 'ok')),
  ];
}

function countParts(counts: readonly (number | null)[], token: Token): OverviewPart[] {
  const most = Math.max(0, ...counts.map((count) => count ?? 0));
  const words = `${sum(counts)} in 24 h, ${counts.at(-1) ?? 0} in this hour, at most ${most}`;
  return [
    { text: sparkline(counts), token },
    { text: words, token: 'secondary' },
  ];
}

function taskRows({ tasks, log }: Facts): OverviewRow[] {
  const failures = log.filter(({ kind }) => kind === 'failed').length;
  return [
    ...(tasks.length === 0
      ? []
      : [
          row('tasks', 'TASKS', [
            { text: `${tasks.filter(isRunning).length} running`, token: 'text' },
            { text: `${tasks.filter((task) => !isRunning(task)).length} over`, token: 'secondary' },
          ]),
        ]),
    ...(failures === 0
      ? []
      : [row('log', 'ERRORS', [{ text: `✖ ${failures} in the log`, token: 'fail' }])]),
  ];
}

function eventRows(state: Facts): OverviewRow[] {
  return activityRows(state)
    .slice(0, shownEvents)
    .map(({ id, timestamp, message }, index) => ({
      ...row('activity', index === 0 ? 'LAST' : '', [
        { text: moment(timestamp), token: 'secondary' },
        { text: message, token: 'text' },
      ]),
      id: `event ${id}`,
    }));
}

function moment(timestamp: string): string {
  return timestamp.slice(0, 16).replace('T', ' ');
}

function counted(count: number, words: string, token: Token): OverviewPart {
  return { text: count === 0 ? '' : words.replace('#', String(count)), token };
}

function orNone(none: string, parts: readonly OverviewPart[]): OverviewPart[] {
  const said = parts.filter(({ text }) => text !== '');
  return said.length === 0 ? [{ text: none, token: 'secondary' }] : said;
}

function unread(failure: string | undefined): OverviewPart[] {
  if (failure === undefined) return [{ text: 'reading …', token: 'secondary' }];
  return [{ text: `${checkMarks.fail} ${failure}`, token: 'fail' }];
}

function sum(counts: readonly (number | null)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}
