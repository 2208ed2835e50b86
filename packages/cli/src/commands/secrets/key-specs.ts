import { dryRun, type CommandSpec, type OptionSpec } from '../types.js';

const allowHost: OptionSpec = {
  type: 'string',
  multiple: true,
  value: 'HOST',
  summary: 'Ask this host too, which a base URL of your environment names; can be repeated',
};

/** Commands that judge keys. */
export const keySpecs: readonly CommandSpec[] = [
  {
    name: 'secrets check',
    summary: 'Say which keys cannot work, expire or are old; never a value',
    effect: 'read',
    args: ['[KEY…]'],
    options: {
      online: { type: 'boolean', summary: 'Ask each provider whether it accepts the key' },
      'allow-host': allowHost,
      'max-age': {
        type: 'string',
        value: 'DAYS',
        summary: 'From how many days on a value is called old (180 unless told)',
      },
    },
    examples: ['aim secrets check', 'aim secrets check OPENAI_API_KEY --online'],
    load: async () => (await import('./check.js')).command,
  },
  {
    name: 'secrets sweep',
    summary: 'Find keys that lie in plaintext in files, and move them into the vault',
    effect: 'write',
    args: ['[PATH…]'],
    options: {
      adopt: {
        type: 'boolean',
        summary: 'Move keys into the vault, and leave aim://NAME in their place',
      },
      undo: {
        type: 'boolean',
        summary: 'Put the keys of the last adoption back, or of the one whose ID is given',
      },
      'dry-run': dryRun,
    },
    examples: [
      'aim secrets sweep',
      'aim secrets sweep . --json',
      'aim secrets sweep --adopt --dry-run',
      'aim secrets sweep --undo',
    ],
    load: async () => (await import('./sweep.js')).command,
  },
  {
    name: 'secrets why',
    summary: 'Say from which place a tool takes a key, and where old copies lie; never a value',
    effect: 'read',
    args: ['KEY'],
    options: {
      tool: { type: 'string', value: 'TOOL', summary: 'Every place that this tool may read' },
    },
    examples: ['aim secrets why OPENAI_API_KEY --tool codex', 'aim secrets why GEMINI_API_KEY'],
    load: async () => (await import('./why.js')).command,
  },
  {
    name: 'secrets rotate',
    summary: 'Replace a key by a new one that was checked, and keep the old one for a time',
    effect: 'write',
    args: ['KEY'],
    options: {
      prompt: {
        type: 'boolean',
        summary: 'Ask for the new value without showing it (the default)',
      },
      stdin: {
        type: 'boolean',
        summary: 'Read the new value from stdin; one final newline is dropped',
      },
      keep: {
        type: 'string',
        value: 'TIME',
        summary: 'How long the old value is kept, such as 12h or 30d (7d unless told)',
      },
      expires: {
        type: 'string',
        value: 'DATE',
        summary: 'The UTC day that the new value expires at the start of, such as 2027-01-31',
      },
      offline: { type: 'boolean', summary: 'Do not ask the provider about the new value' },
      'allow-host': allowHost,
      force: { type: 'boolean', summary: 'Take a value that does not look like a key' },
      'dry-run': dryRun,
    },
    examples: [
      'aim secrets rotate OPENAI_API_KEY',
      'pass show openai | aim secrets rotate OPENAI_API_KEY --stdin --keep 24h',
    ],
    load: async () => (await import('./rotate.js')).command,
  },
];
