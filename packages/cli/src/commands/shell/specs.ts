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
];
