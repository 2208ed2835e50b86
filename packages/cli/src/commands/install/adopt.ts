import { systemHost, type Outcome } from '@aim/core';
import type { Adoption } from '@aim/services';
import { adoptionText } from '../../render/install.js';
import { createStyle } from '../../render/style.js';
import { confirm, requireTerminal } from '../../terminal/ask.js';
import { defineCommand, type CommandInput } from '../types.js';

export const command = defineCommand<Adoption>({ run: adopt, render: adoptionText });

async function adopt({
  aim,
  args,
  options,
  globals,
  terminal,
}: CommandInput): Promise<Outcome<Adoption>> {
  const plan = await aim.adoptTools(args, { dryRun: true });
  const isOpen = plan.tools.some(({ changed }) => changed);
  if (options['dry-run'] === true || !isOpen) return { data: plan };
  if (!globals.yes) {
    requireTerminal(terminal, 'Look at it with --dry-run, then do it with --yes');
    const style = createStyle(terminal.colour.stderr);
    const { home } = systemHost();
    const context = { style, columns: terminal.columns, home, verbose: globals.verbose };
    terminal.stderr.write(adoptionText(plan, context));
    if (!(await confirm(terminal, 'Adopt?'))) return { data: plan };
  }
  return { data: await aim.adoptTools(args) };
}
