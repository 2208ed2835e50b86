import { dryRun, type CommandSpec, type OptionSpec } from '../types.js';

const only: OptionSpec = {
  type: 'string',
  multiple: true,
  value: 'CHECK',
  summary: 'Run only this check',
};
const skip: OptionSpec = {
  type: 'string',
  multiple: true,
  value: 'CHECK',
  summary: 'Leave this check out',
};
const online: OptionSpec = { type: 'boolean', summary: 'Let checks ask over the network' };
const output = (summary: string): OptionSpec => {
  return { type: 'string', short: 'o', value: 'FILE', summary };
};

export const machineSpecs: readonly CommandSpec[] = [
  {
    name: 'status',
    summary: 'Show tools, secrets and the vault',
    effect: 'read',
    args: [],
    options: {
      probe: { type: 'boolean', summary: 'Run programs of unknown owner for their version' },
      online: { type: 'boolean', summary: 'Ask npm, PyPI and Homebrew for latest versions' },
    },
    examples: ['aim status', 'aim status --json | jq .data.tools', 'aim status --online'],
    load: async () => (await import('./status.js')).command,
  },
  {
    name: 'health',
    summary: 'Check the machine, the configuration and the vault',
    effect: 'read',
    args: ['[CHECK…]'],
    options: {
      only,
      skip,
      list: { type: 'boolean', summary: 'List the checks' },
      strict: { type: 'boolean', summary: 'Count warnings and unknowns as failures' },
      online,
      fix: { type: 'boolean', summary: 'Mend what AIM can mend by itself, and check again' },
      'dry-run': dryRun,
    },
    examples: [
      'aim health',
      'aim health path --json',
      'aim health --strict --skip keys',
      'aim health --fix --dry-run',
    ],
    load: async () => (await import('./health.js')).command,
  },
  {
    name: 'health verify',
    summary: 'Answer with one line, and with exit 0 only when all is healthy',
    effect: 'read',
    args: [],
    options: { only, skip, online },
    examples: ['aim health verify', 'aim health verify --skip keys'],
    load: async () => (await import('../health/verify.js')).command,
  },
  {
    name: 'health report',
    summary: 'Write a health report that may be given to others',
    effect: 'read',
    args: [],
    options: {
      only,
      skip,
      online,
      output: output('Write it to a file: Markdown for .md, else JSON'),
    },
    examples: ['aim health report -o health.md', 'aim health report | jq .summary'],
    load: async () => (await import('../health/report.js')).command,
  },
  {
    name: 'doctor',
    summary: 'Explain everything that is wrong, or gather it for somebody who helps',
    effect: 'read',
    args: ['[CHECK…]'],
    options: {
      only,
      skip,
      online,
      share: { type: 'boolean', summary: 'Print a bundle without values, names and home folders' },
      output: output('Write the bundle to a file'),
    },
    examples: ['aim doctor', 'aim doctor --share -o aim.md'],
    load: async () => (await import('./doctor.js')).command,
  },
];
