import {
  AimError,
  expandIfDefined,
  findLeaksInFile,
  loadToolDetails,
  messageOf,
  overwriteLeaks,
  type FileLeak,
  type NamedValue,
} from '@aim/core';
import type { Tool } from '@aim/registry';
import type { AimContext } from '../context.js';
import { record } from '../record.js';
import { filesChangedSince, writtenPlaces } from './written-files.js';

/** What a tool wrote down of the values that it was given. */
export interface LeakReport {
  found: FileLeak[];
  /** How many files were searched. */
  searched: number;
  unreadable: { file: string; message: string }[];
  /** Writes asterisks over what was found; answers what it could cover. */
  overwrite: () => Promise<Overwritten>;
}

export interface Overwritten {
  covered: FileLeak[];
  /** Still there: in a database, or in a file that may not be written. */
  left: FileLeak[];
}

export interface LeakWatch {
  report: () => Promise<LeakReport>;
}

/**
 * Prepares a look, after a run, into the files that a tool wrote in the meantime.
 *
 * @throws AimError `usage.invalid` for a program of which it is not known where it writes
 */
export async function watchLeaks(
  context: AimContext,
  tool: Tool | undefined,
  values: readonly NamedValue[],
): Promise<LeakWatch> {
  const places = tool === undefined ? [] : await placesOf(context, tool);
  if (tool === undefined || places.length === 0) {
    throw new AimError(
      'usage.invalid',
      `--watch-leaks: it is not known which files ${tool?.name ?? 'this command'} writes`,
      { hint: 'It works for the tools of the catalogue, and for tools with logPaths' },
    );
  }
  const since = context.host.now().getTime();
  return {
    report: async () => {
      const files = await filesChangedSince(places, since);
      const report = await search(files, values);
      if (report.found.length > 0) await recordLeaks(context, tool, report.found);
      return { ...report, overwrite: () => overwrite(context, report.found, values) };
    },
  };
}

async function placesOf({ host }: AimContext, { id, logPaths }: Tool): Promise<string[]> {
  const details = (await loadToolDetails()).get(id);
  const own = logPaths.flatMap((path) => expandIfDefined(path, host) ?? []);
  return [...(details === undefined ? [] : writtenPlaces(details, host)), ...own];
}

async function search(files: readonly string[], values: readonly NamedValue[]) {
  const found: FileLeak[] = [];
  const unreadable: LeakReport['unreadable'] = [];
  for (const file of files) {
    try {
      found.push(...(await findLeaksInFile(file, values)));
    } catch (error) {
      unreadable.push({ file, message: messageOf(error) });
    }
  }
  return { found, searched: files.length, unreadable };
}

async function overwrite(
  context: AimContext,
  found: readonly FileLeak[],
  values: readonly NamedValue[],
): Promise<Overwritten> {
  const covered: FileLeak[] = [];
  for (const file of new Set(found.map((leak) => leak.file))) {
    const leaks = found.filter((leak) => leak.file === file);
    try {
      covered.push(...(await overwriteLeaks(file, leaks, values)));
    } catch (error) {
      const fix = 'Remove the value by hand';
      const message = `${file} could not be overwritten: ${messageOf(error)}`;
      context.notify({ id: 'run.leak_left', severity: 'warn', message, fix });
    }
  }
  await record(context, {
    event: 'leak_overwrite',
    message: `overwrote ${covered.length} of ${found.length} places`,
    details: { places: covered.map(placeOf), left: found.length - covered.length },
  });
  return { covered, left: found.filter((leak) => !covered.includes(leak)) };
}

/** The log keeps so many places of one run. */
const maxRecorded = 100;

function recordLeaks(context: AimContext, tool: Tool, found: readonly FileLeak[]): Promise<void> {
  return record(context, {
    event: 'leak_found',
    message: `${tool.id} wrote down what it was given`,
    severity: 'warning',
    details: {
      tool: tool.id,
      count: found.length,
      places: found.slice(0, maxRecorded).map(placeOf),
    },
  });
}

function placeOf({ name, file, line, form }: FileLeak) {
  return { key: name, file, line, form };
}
