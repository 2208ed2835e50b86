import { errorCodes, exitCodes, systemHost, type ErrorReport, type Outcome } from '@aim/core';
import type { AppliedStep, PlannedInstall } from '@aim/services';
import { planText } from '../../render/install.js';
import { createStyle } from '../../render/style.js';
import { confirm, requireTerminal } from '../../terminal/ask.js';
import { installProgress } from '../../terminal/install-progress.js';
import type { CommandInput } from '../types.js';

/** A plan and what came of it. */
export type InstallResult = PlannedInstall['plan'] & {
  dryRun: boolean;
  /** False also where there was nothing to do. */
  applied: boolean;
  outcomes: AppliedStep[];
};

/** Shows a plan, asks, carries it out with its progress on stderr, and tells every tool's outcome. */
export async function runPlan(
  { plan, apply }: PlannedInstall,
  question: string,
  input: CommandInput,
): Promise<Outcome<InstallResult>> {
  const { options, globals, terminal } = input;
  const dryRun = options['dry-run'] === true;
  const open: InstallResult = { ...plan, dryRun, applied: false, outcomes: [] };
  const refusals = plan.refused.map(({ error }) => error);
  if (dryRun || plan.steps.length === 0) {
    return { data: open, errors: refusals, exitCode: exitCode([], refusals, plan.kept.length) };
  }
  const hasTerminal = terminal.stdinIsTty && terminal.stderrIsTty;
  const waits = options['wait'] === true;
  if (!globals.yes) {
    requireTerminal(terminal, 'Look at the plan with --dry-run, then carry it out with --yes');
    terminal.stderr.write(planText(open, contextOf(input)));
    const anyway = plan.running.length > 0 && !waits ? `${question} They are running.` : question;
    if (!(await confirm(terminal, anyway))) return { data: open };
  }
  // A person who saw what is running has decided; --yes stands for no such answer.
  const inUse = waits ? 'wait' : globals.yes ? 'refuse' : 'go-on';
  const progress = installProgress(plan.steps, {
    terminal,
    isShown: !globals.quiet && !globals.json,
  });
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const { outcomes } = await apply({
      sequential: options['sequential'] === true,
      inUse,
      hasTerminal,
      onEvent: progress.hear,
      signal: stop.signal,
    });
    const failures = outcomes.flatMap(({ error }) => error ?? []);
    const done = outcomes.filter(({ status }) => status === 'done' || status === 'present').length;
    return {
      data: { ...open, applied: true, outcomes },
      errors: [...refusals, ...failures],
      exitCode: stop.signal.aborted
        ? exitCodes.interrupted
        : exitCode(failures, refusals, done + plan.kept.length),
    };
  } finally {
    progress.end();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** That of the error where nothing went well and all failed alike; 4 where some did. */
function exitCode(
  failures: readonly ErrorReport[],
  refusals: readonly ErrorReport[],
  well: number,
): number {
  const all = [...refusals, ...failures];
  if (all.length === 0) return 0;
  const codes = new Set(all.map(({ code }) => exitCodes[errorCodes[code].exit]));
  const [only] = codes;
  return well === 0 && codes.size === 1 ? (only as number) : exitCodes.someFailed;
}

function contextOf({ terminal, globals }: CommandInput) {
  return {
    style: createStyle(terminal.colour.stderr),
    columns: terminal.columns,
    home: systemHost().home,
    verbose: globals.verbose,
  };
}
