import type { CommandSpec } from '../types.js';

export const configSpecs: readonly CommandSpec[] = [
  {
    name: 'config validate',
    summary: 'Check the configuration files',
    effect: 'read',
    args: ['[FILE]'],
    options: {},
    examples: ['aim config validate', 'aim config validate team/aim_config.json'],
    load: async () => (await import('./validate.js')).command,
  },
  {
    name: 'config path',
    summary: 'Show where AIM keeps and looks for things',
    effect: 'read',
    args: [],
    options: {},
    examples: ['aim config path'],
    load: async () => (await import('./path.js')).command,
  },
  {
    name: 'trust',
    summary: "Let a project's configuration do what it asks for",
    effect: 'write',
    args: ['[DIR]'],
    options: { 'dry-run': { type: 'boolean', summary: 'Show what it asks for; grant nothing' } },
    examples: ['aim trust', 'aim trust ../team --dry-run'],
    load: async () => (await import('./trust.js')).command,
  },
];
