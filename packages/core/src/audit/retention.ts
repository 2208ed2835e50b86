import { logFiles } from './audit-place.js';

const dayMs = 86_400_000;

/**
 * The files of a log whose day lies more than so many days back, the oldest first. A file whose name
 * tells no day is kept.
 */
export function filesTooOld(place: string, { days, now }: { days: number; now: Date }): string[] {
  const oldest = dayOf(new Date(now.getTime() - days * dayMs));
  return logFiles(place)
    .filter(({ day }) => day !== undefined && day < oldest)
    .map(({ path }) => path);
}

/** As the files of the log are named: the day in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
