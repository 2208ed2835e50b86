import { isAimError } from '@aim/core';
import type { AimContext } from './context.js';
import { record } from './record.js';

/** What is run, and the variables that it is given; never a value. */
interface RunFacts {
  tool: string | null;
  program: string;
  keys: readonly string[];
}

/** The audit of one run: a record before the program starts, and one when it is over. */
export function runJournal(context: AimContext, facts: RunFacts) {
  const begun = context.host.now().getTime();
  const name = facts.tool ?? facts.program;
  const over = () => ({ ...facts, durationMs: context.host.now().getTime() - begun });
  return {
    started: () =>
      record(context, { event: 'tool_run', message: `running ${name}`, details: { ...facts } }),
    ended: (exitCode: number) =>
      record(context, {
        event: 'tool_run',
        message: `ran ${name}`,
        details: { ...over(), exitCode },
      }),
    failed: (error: unknown) =>
      record(context, {
        event: 'tool_run',
        message: `could not run ${name}`,
        severity: 'error',
        details: { ...over(), code: isAimError(error) ? error.code : 'internal.bug' },
      }),
  };
}
