import { AimError, countOf, exitCodes, type Outcome } from '@aim/core';
import type { AsideList, Cleaned, CleanPlan, CopyPlan, Emptied, PlannedClean } from '@aim/services';
import { byteText } from '../../render/byte-text.js';
import { createStyle } from '../../render/style.js';
import { cleanText, emptyText, planText } from '../../render/scan-clean.js';
import { confirm, requireTerminal } from '../../terminal/ask.js';
import { defineCommand, type CommandInput } from '../types.js';
import { failureFindings, isWhole } from '../../render/scan-failures.js';

/** What `aim scan clean` answers. */
export interface CleanOutcome {
  plan: CleanPlan;
  copies: CopyPlan | null;
  problems: PlannedClean['problems'];
  dryRun: boolean;
  /** Null when nothing was to be done, or nothing was allowed. */
  cleaned: Cleaned | null;
}

/** What `aim scan clean --empty` answers. */
export interface EmptyOutcome {
  aside: AsideList;
  dryRun: boolean;
  emptied: Emptied | null;
}

export const command = defineCommand<CleanOutcome | EmptyOutcome>({
  run: async (input) => (input.options['empty'] === true ? empty(input) : clean(input)),
  render: (data, context) =>
    'aside' in data ? emptyText(data, context) : cleanText(data, context),
});

async function clean(input: CommandInput): Promise<Outcome<CleanOutcome>> {
  const { aim, args, options } = input;
  const { only, duplicates, link } = options as Record<string, string[] & string>;
  if (link !== undefined && duplicates === undefined)
    throw wrong('--link is for --duplicates FILE');
  const dryRun = options['dry-run'] === true;
  const planned = await aim.planClean({
    paths: args,
    settle: !dryRun,
    ...(only !== undefined && { only }),
    ownCommands: options['no-own-commands'] !== true,
    ...(duplicates !== undefined && { duplicatesFile: duplicates }),
    ...(link !== undefined && { link: 'hard' }),
  });
  const { caches: plan, copies, problems, apply } = planned;
  const count = plan.steps.length + (copies?.steps.length ?? 0);
  const isSure = async () =>
    asked(input, {
      question: `Clean ${countOf(count, 'thing')}, ${byteText(plan.bytes + (copies?.bytes ?? 0))}?`,
      hint: 'Look at the plan with --dry-run, then clean with --yes',
      shown: () => planText({ plan, copies }, { ...viewOf(input) }),
    });
  const cleaned = count > 0 && !dryRun && (await isSure()) ? await apply() : null;
  return {
    data: { plan, copies, problems, dryRun, cleaned },
    exitCode:
      (cleaned?.failed.length ?? 0) > 0 || !isWhole({ problems })
        ? exitCodes.someFailed
        : exitCodes.ok,
    findings: cleaned === null ? [] : failureFindings(cleaned),
  };
}

async function empty(input: CommandInput): Promise<Outcome<EmptyOutcome>> {
  const { aim, args, options } = input;
  const others = ['only', 'duplicates', 'link', 'no-own-commands'].filter(
    (name) => options[name] !== undefined,
  );
  if (args.length > 0 || others.length > 0)
    throw wrong('--empty takes no paths and no other option');
  const aside = await aim.listAside();
  const dryRun = options['dry-run'] === true;
  const isSure = async () =>
    asked(input, {
      question: `Delete ${countOf(aside.items.length, 'thing')} for good, ${byteText(aside.bytes)}?`,
      hint: 'aim scan clean --empty --yes',
      shown: () => emptyText({ aside, dryRun: true, emptied: null }, viewOf(input)),
    });
  const emptied =
    aside.items.length > 0 && !dryRun && (await isSure()) ? await aim.emptyAside() : null;
  return {
    data: { aside, dryRun, emptied },
    exitCode: (emptied?.failed.length ?? 0) > 0 ? exitCodes.someFailed : exitCodes.ok,
    findings: emptied === null ? [] : failureFindings(emptied),
  };
}

async function asked(
  { terminal, globals }: CommandInput,
  { question, hint, shown }: { question: string; hint: string; shown: () => string },
): Promise<boolean> {
  if (globals.yes) return true;
  requireTerminal(terminal, hint);
  terminal.stderr.write(shown());
  return confirm(terminal, question);
}

function viewOf({ terminal }: CommandInput) {
  return { style: createStyle(terminal.colour.stderr), home: '' };
}

function wrong(message: string): AimError {
  return new AimError('usage.invalid', message, { hint: 'aim scan clean --help' });
}
