/** Something that was done or went wrong since the dashboard was opened. */
export interface LogEntry {
  id: string;
  /** RFC 3339 in UTC. */
  at: string;
  kind: 'done' | 'failed';
  text: string;
  /** The code of the error. */
  code: string | null;
  cause: string | null;
  /** The command line that does the same. */
  command: string | null;
  /** What helps. */
  hint: string | null;
}

/** The most that is kept. */
const mostEntries = 500;

/** The newest first. */
export function withEntry(log: readonly LogEntry[], entry: Omit<LogEntry, 'id'>): LogEntry[] {
  const number = Number(log[0]?.id ?? 0) + 1;
  return [{ ...entry, id: String(number) }, ...log].slice(0, mostEntries);
}
