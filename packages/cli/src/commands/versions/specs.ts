import { dryRun, type CommandSpec, type OptionSpec } from '../types.js';

const project: OptionSpec = {
  type: 'boolean',
  summary: "Write the project's file, not your own",
};
const online: OptionSpec = {
  type: 'boolean',
  summary: 'Ask the registries for newer versions',
};
const manager: OptionSpec = {
  type: 'string',
  value: 'MANAGER',
  summary: 'Only tools of this package manager',
};

export const versionSpecs: readonly CommandSpec[] = [
  {
    name: 'version check',
    summary: 'Hold the installed versions against configuration and lock',
    effect: 'read',
    args: ['[TOOL…]'],
    options: {
      manager,
      online,
      frozen: { type: 'boolean', summary: 'Refuse where lock and configuration disagree' },
    },
    examples: [
      'aim version check',
      'aim version check codex --online',
      'aim version check --frozen --json',
    ],
    load: async () => (await import('./check.js')).command,
  },
  {
    name: 'version report',
    summary: 'Write the versions down for others',
    effect: 'read',
    args: ['[TOOL…]'],
    options: {
      manager,
      online,
      output: {
        type: 'string',
        short: 'o',
        value: 'FILE',
        summary: 'Write it to a file: JSON for .json, else Markdown',
      },
    },
    examples: ['aim version report', 'aim version report -o versions.json'],
    load: async () => (await import('./report.js')).command,
  },
  {
    name: 'version pin',
    summary: 'Pin a tool to a version or a range, in the configuration',
    effect: 'write',
    args: ['TOOL', '[VERSION]'],
    options: { project, 'dry-run': dryRun },
    examples: [
      'aim version pin codex',
      'aim version pin codex 0.169.0',
      "aim version pin aider '~=0.86' --project",
    ],
    load: async () => (await import('./pin.js')).command,
  },
  {
    name: 'version unpin',
    summary: 'Take the pin of a tool out of the configuration',
    effect: 'write',
    args: ['TOOL'],
    options: { project, 'dry-run': dryRun },
    examples: ['aim version unpin codex', 'aim version unpin aider --project'],
    load: async () => (await import('./unpin.js')).command,
  },
  {
    name: 'version sync',
    summary: 'Install what makes the machine what configuration and lock say',
    effect: 'write',
    args: ['[TOOL…]'],
    options: {
      frozen: { type: 'boolean', summary: 'Refuse where lock and configuration disagree' },
      sequential: { type: 'boolean', summary: 'One tool after another' },
      wait: { type: 'boolean', summary: 'Wait for tools that are running' },
      'dry-run': dryRun,
    },
    examples: ['aim version sync --dry-run', 'aim version sync --frozen --yes'],
    load: async () => (await import('./sync.js')).command,
  },
  {
    name: 'lock',
    summary: 'Lock the tools of the configuration to versions and hashes',
    effect: 'write',
    args: ['[TOOL…]'],
    options: {
      update: { type: 'boolean', short: 'u', summary: 'Take the newest versions that are allowed' },
      'dry-run': dryRun,
    },
    examples: ['aim lock', 'aim lock --update --dry-run', 'aim lock codex --update'],
    load: async () => (await import('./lock.js')).command,
  },
  {
    name: 'why',
    summary: 'Explain the version of a tool, and why it is not the newest',
    effect: 'read',
    args: ['TOOL'],
    options: { online },
    examples: ['aim why codex', 'aim why aider --online'],
    load: async () => (await import('./why.js')).command,
  },
];
