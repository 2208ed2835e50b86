import type { CommandSpec } from '../types.js';

export const scanSpecs: readonly CommandSpec[] = [
  {
    name: 'scan caches',
    summary: 'Show what caches, models and logs of AI tools take on the disk',
    effect: 'read',
    args: ['[PATH…]'],
    options: {},
    examples: [
      'aim scan caches',
      'aim scan caches ~/projects',
      "aim scan caches --json | jq '.data.caches[] | select(.ageDays > 90)'",
    ],
    load: async () => (await import('./caches.js')).command,
  },
  {
    name: 'scan tools',
    summary: 'Show second copies, old versions and remains of installed tools',
    effect: 'read',
    args: [],
    options: {},
    examples: ['aim scan tools', 'aim scan tools --json | jq .data.wastes'],
    load: async () => (await import('./tools.js')).command,
  },
];
