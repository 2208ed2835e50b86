import { exitCodes, type Finding, type Outcome } from '@aim/core';
import type { Duplicates } from '@aim/services';
import { parseSize } from '../../args/parse-size.js';
import { duplicatesText } from '../../render/duplicates.js';
import { showScanProgress } from '../../terminal/scan-progress.js';
import { defineCommand, type CommandInput } from '../types.js';

/** What a scan answers; `report` is the page that it wrote. */
export type ScanOutcome = Duplicates & { report?: string };

export const command = defineCommand<ScanOutcome>({
  run: scanForDuplicates,
  render: duplicatesText,
});

/** Scans until the end or until the first signal, which leaves what was found so far. */
export async function scanForDuplicates(input: CommandInput): Promise<Outcome<ScanOutcome>> {
  const { aim, args, options, terminal, globals } = input;
  const minSize = options['min-size'] as string | undefined;
  const bytes = minSize === undefined ? undefined : parseSize('--min-size', minSize);
  const interruption = new AbortController();
  const stop = () => interruption.abort();
  const progress = showScanProgress(terminal, globals.quiet);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    const data: ScanOutcome = await aim.scanDuplicates({
      paths: args,
      signal: interruption.signal,
      onProgress: progress.show,
      oneFileSystem: options['one-file-system'] === true,
      useCache: options['no-cache'] !== true,
      trustNames: options['read-all'] !== true,
      ...(bytes !== undefined && { minSize: bytes }),
      ...(options['ext'] !== undefined && { extensions: options['ext'] as string[] }),
      ...(options['exclude'] !== undefined && { exclude: options['exclude'] as string[] }),
    });
    progress.end();
    const file = options['html'] as string | undefined;
    if (file !== undefined) data.report = await aim.scanReport(data, file);
    return { data, exitCode: exitCodeOf(data), findings: findingsOf(data) };
  } finally {
    progress.end();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}

function exitCodeOf({ summary, problems }: Duplicates): number {
  if (summary.isPartial) return exitCodes.interrupted;
  return problems.length > 0 ? exitCodes.someFailed : exitCodes.ok;
}

function findingsOf({ summary }: Duplicates): Finding[] {
  if (!summary.isPartial) return [];
  const message = 'The scan was stopped: this is what it had found, and there may be more';
  return [{ id: 'scan.partial', severity: 'warn', message }];
}
