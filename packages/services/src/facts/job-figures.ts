import type { ToolFigures } from '@aim/registry';
import type { RecordedJob } from './recorded-jobs.js';

interface RecordedAttempt {
  tool: string;
  outcome: string;
  class: string | null;
  durationMs: number;
}

/** Failures that tell nothing of the tool: the job was wrong, or nobody waited for its end. */
const notItsFault: ReadonlySet<string> = new Set(['INVALID_ARGUMENT', 'CANCELLED', 'REFUSED']);

/** What recorded jobs tell of each tool. Pure. */
export function jobFigures(jobs: readonly RecordedJob[]): Map<string, ToolFigures> {
  const times = new Map<string, number[]>();
  const failures = new Map<string, number>();
  for (const { tool, outcome, class: why, durationMs } of jobs.flatMap(attemptsOf)) {
    if (outcome !== 'ok') {
      if (!notItsFault.has(why ?? '')) failures.set(tool, (failures.get(tool) ?? 0) + 1);
      continue;
    }
    const own = times.get(tool) ?? [];
    own.push(durationMs);
    times.set(tool, own);
  }
  const tools = new Set([...times.keys(), ...failures.keys()]);
  return new Map(
    [...tools].map((tool) => {
      const own = times.get(tool) ?? [];
      const medianMs = median(own);
      return [
        tool,
        {
          successes: own.length,
          failures: failures.get(tool) ?? 0,
          ...(medianMs === undefined ? {} : { medianMs }),
        },
      ];
    }),
  );
}

function attemptsOf({ details }: RecordedJob): RecordedAttempt[] {
  const attempts = details['attempts'];
  if (!Array.isArray(attempts)) return [];
  return (attempts as (Partial<RecordedAttempt> | null)[]).filter(
    (each): each is RecordedAttempt =>
      typeof each?.tool === 'string' && typeof each.durationMs === 'number',
  );
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
