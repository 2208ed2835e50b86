import { dryRun, type CommandSpec } from '../types.js';

export const secretsSpecs: readonly CommandSpec[] = [
  {
    name: 'secrets set',
    summary: 'Store a secret in the keychain or the sealed vault',
    effect: 'write',
    args: ['KEY', '[VALUE]'],
    takesSecret: true,
    options: {
      prompt: { type: 'boolean', summary: 'Ask for the value without showing it (the default)' },
      stdin: {
        type: 'boolean',
        summary: 'Read the value from stdin; one final newline is dropped',
      },
      description: { type: 'string', short: 'd', value: 'TEXT', summary: 'What the secret is for' },
      expires: {
        type: 'string',
        value: 'DATE',
        summary: 'The UTC day it expires at the start of, such as 2027-01-31',
      },
      'dry-run': dryRun,
    },
    examples: [
      'aim secrets set OPENAI_API_KEY',
      'pass show openai | aim secrets set OPENAI_API_KEY --stdin',
    ],
    load: async () => (await import('./set.js')).command,
  },
  {
    name: 'secrets get',
    summary: 'Say that a secret exists, or print it',
    effect: 'read',
    args: ['KEY'],
    options: { show: { type: 'boolean', summary: 'Print the value as it is' } },
    examples: ['aim secrets get OPENAI_API_KEY', 'aim secrets get OPENAI_API_KEY --show'],
    load: async () => (await import('./get.js')).command,
  },
  {
    name: 'secrets list',
    summary: 'List the names of all secrets; opens no store',
    effect: 'read',
    args: [],
    options: { verify: { type: 'boolean', summary: 'Ask the stores whether each is still there' } },
    examples: ['aim secrets list', 'aim secrets list --verify --json'],
    load: async () => (await import('./list.js')).command,
  },
  {
    name: 'secrets delete',
    summary: 'Delete a secret',
    effect: 'destructive',
    args: ['KEY'],
    options: { 'dry-run': dryRun },
    examples: ['aim secrets delete OPENAI_API_KEY', 'aim secrets delete OPENAI_API_KEY --yes'],
    load: async () => (await import('./delete.js')).command,
  },
];
