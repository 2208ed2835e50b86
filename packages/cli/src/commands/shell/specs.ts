import type { CommandSpec } from '../types.js';

export const shellSpecs: readonly CommandSpec[] = [
  {
    name: 'completion',
    summary: 'Print what makes a shell complete commands, options and names',
    effect: 'read',
    args: ['SHELL', '[WORD…]'],
    options: {},
    examples: [
      'eval "$(aim completion bash)"',
      'eval "$(aim completion zsh)"',
      'aim completion fish | source',
      'aim completion powershell | Out-String | Invoke-Expression',
    ],
    load: async () => (await import('./completion.js')).command,
  },
  {
    name: 'mcp',
    summary: 'Serve names, health, routes and jobs to programs (Model Context Protocol)',
    effect: 'read',
    args: [],
    options: {
      'allow-invoke': {
        type: 'boolean',
        summary: 'Let programs give jobs to tools without asking you each time',
      },
    },
    examples: ['claude mcp add aim -- aim mcp', 'codex mcp add aim -- aim mcp'],
    load: async () => (await import('./mcp.js')).command,
  },
];
