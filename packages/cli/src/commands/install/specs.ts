import { installManagers } from '@aim/services';
import { dryRun, type CommandSpec, type OptionSpec } from '../types.js';

const manager: OptionSpec = {
  type: 'string',
  short: 'm',
  value: 'NAME',
  choices: installManagers,
  summary: 'By this package manager',
};
const sequential: OptionSpec = { type: 'boolean', summary: 'One step after another, and no batch' };
const wait: OptionSpec = {
  type: 'boolean',
  summary: 'Wait until a tool that is running has ended',
};

export const installSpecs: readonly CommandSpec[] = [
  {
    name: 'install',
    summary: 'Install tools, or what the configuration lists',
    effect: 'write',
    args: ['[TOOL…]'],
    options: {
      'from-config': { type: 'boolean', summary: 'Everything that the configuration wants' },
      manager,
      sequential,
      wait,
      'dry-run': dryRun,
    },
    examples: [
      'aim install codex llm',
      'aim install codex@0.169.0 --manager npm',
      'aim install --from-config --dry-run',
    ],
    load: async () => (await import('./install.js')).command,
  },
  {
    name: 'update',
    summary: 'Bring installed tools to their newest or pinned version',
    effect: 'write',
    args: ['[TOOL…]'],
    options: { sequential, wait, 'dry-run': dryRun },
    examples: ['aim update', 'aim update claude --wait', 'aim update --dry-run --json'],
    load: async () => (await import('./update.js')).command,
  },
  {
    name: 'uninstall',
    summary: 'Remove tools by the managers that they belong to',
    effect: 'destructive',
    args: ['TOOL…'],
    options: { manager, sequential, wait, 'dry-run': dryRun },
    examples: ['aim uninstall codex', 'aim uninstall codex llm --yes'],
    load: async () => (await import('./uninstall.js')).command,
  },
  {
    name: 'outdated',
    summary: 'Show which tools have a newer version in their own channel',
    effect: 'read',
    args: ['[TOOL…]'],
    options: { check: { type: 'boolean', summary: 'Exit 1 when there is one' } },
    examples: ['aim outdated', 'aim outdated --check'],
    load: async () => (await import('./outdated.js')).command,
  },
  {
    name: 'rollback',
    summary: 'Bring back what the last change of a tool, or the last operation, replaced',
    effect: 'write',
    args: ['[TOOL]'],
    options: { wait, 'dry-run': dryRun },
    examples: ['aim rollback codex', 'aim rollback --dry-run'],
    load: async () => (await import('./rollback.js')).command,
  },
  {
    name: 'adopt',
    summary: 'Write into your configuration what is installed, and whose it is',
    effect: 'write',
    args: ['[TOOL…]'],
    options: { 'dry-run': dryRun },
    examples: ['aim adopt', 'aim adopt codex --dry-run'],
    load: async () => (await import('./adopt.js')).command,
  },
];
