import type { CommandSpec } from '../types.js';

export const machineSpecs: readonly CommandSpec[] = [
  {
    name: 'status',
    summary: 'Show tools, secrets and the vault',
    effect: 'read',
    args: [],
    options: {
      probe: { type: 'boolean', summary: 'Run programs of unknown owner for their version' },
      online: { type: 'boolean', summary: 'Ask the npm registry for the latest versions' },
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
      only: { type: 'string', multiple: true, value: 'CHECK', summary: 'Run only this check' },
      skip: { type: 'string', multiple: true, value: 'CHECK', summary: 'Leave this check out' },
      list: { type: 'boolean', summary: 'List the checks' },
      strict: { type: 'boolean', summary: 'Count warnings as failures' },
    },
    examples: ['aim health', 'aim health path --json', 'aim health --strict --skip keys'],
    load: async () => (await import('./health.js')).command,
  },
];
