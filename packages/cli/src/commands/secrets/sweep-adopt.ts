import { countOf, exitCodes, type Finding, type Outcome } from '@aim/core';
import type { Adopted, AdoptionPlan, SweepHit } from '@aim/services';
import { planText, type AdoptionOutcome } from '../../render/adoption.js';
import { createStyle } from '../../render/style.js';
import { confirm, requireTerminal } from '../../terminal/ask.js';
import type { CommandInput } from '../types.js';

/** `aim secrets sweep --adopt`: shows its plan, asks, and does exactly that. */
export async function adoptKeys(input: CommandInput): Promise<Outcome<AdoptionOutcome>> {
  const { aim, args, options } = input;
  const dryRun = options['dry-run'] === true;
  const { sweep, plan, apply } = await aim.planAdoption({ paths: args });
  const isWork = plan.steps.length > 0 || plan.leftovers.length > 0;
  const mayGoOn = isWork && !dryRun && (await isConfirmed(input, plan));
  const adopted = mayGoOn ? await apply() : null;
  return {
    data: { ...sweep, plan, dryRun, adopted },
    exitCode: exitCodeFor({ plan, adopted, unreadable: sweep.unreadable.length }),
    findings: adopted === null ? [] : warnings(sweep.findings, adopted),
  };
}

async function isConfirmed(
  { terminal, globals }: CommandInput,
  plan: AdoptionPlan,
): Promise<boolean> {
  if (globals.yes) return true;
  requireTerminal(terminal, 'Look at the plan with --dry-run, then adopt with --yes');
  terminal.stderr.write(planText(plan, createStyle(terminal.colour.stderr)));
  return confirm(terminal, question(plan));
}

function question({ steps, leftovers }: AdoptionPlan): string {
  if (steps.length === 0) return `Remove ${countOf(leftovers.length, 'file')}?`;
  const files = new Set(steps.map(({ file }) => file)).size;
  return `Move ${countOf(steps.length, 'key')} of ${countOf(files, 'file')} into the vault?`;
}

/** 0 only when none of the keys that were found is left in plaintext. */
function exitCodeFor(result: {
  plan: AdoptionPlan;
  adopted: Adopted | null;
  unreadable: number;
}): number {
  const { plan, adopted, unreadable } = result;
  if ((adopted?.failed.length ?? 0) > 0) return exitCodes.someFailed;
  const left = plan.byHand.length + (adopted === null ? plan.steps.length : 0);
  if (left > 0) return exitCodes.answerIsNo;
  return unreadable > 0 ? exitCodes.someFailed : exitCodes.ok;
}

/** A key that was out of hand is not safe because it is in the vault now. */
function warnings(hits: readonly SweepHit[], { files, failed }: Adopted): Finding[] {
  const left = failed.map(({ file, message, hint }): Finding => ({
    id: 'sweep.not_adopted',
    severity: 'fail',
    message: `${file} was left as it is: ${message}`,
    ...(hint !== undefined && { fix: hint }),
  }));
  const tracked = files.filter(({ file }) =>
    hits.some((hit) => hit.file === file && hit.git === 'tracked'),
  );
  const seen = tracked.map(({ file, secrets }): Finding => ({
    id: 'sweep.in_git',
    severity: 'warn',
    message: `The history of git keeps the keys of ${file}: make new ones`,
    fix: secrets.map((name) => `aim secrets rotate ${name}`).join('; '),
  }));
  return [...left, ...seen];
}
