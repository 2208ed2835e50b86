import { dryRun, type CommandSpec, type OptionSpec } from '../types.js';

const project: OptionSpec = {
  type: 'boolean',
  summary: "Write the project's file, not your own",
};

export const configSpecs: readonly CommandSpec[] = [
  {
    name: 'config show',
    summary: 'Show the configuration in effect, or one key of it',
    effect: 'read',
    args: ['[KEY]'],
    options: {
      origin: { type: 'boolean', summary: 'Say of each value where it comes from' },
    },
    examples: [
      'aim config show',
      'aim config show --origin',
      'aim config show registry.capabilities.chat',
    ],
    load: async () => (await import('./show.js')).command,
  },
  {
    name: 'config init',
    summary: 'Make a configuration file of what is on this machine',
    effect: 'write',
    args: [],
    options: {
      project,
      pin: { type: 'boolean', summary: 'Pin the versions that are installed' },
      'dry-run': dryRun,
    },
    examples: ['aim config init --dry-run', 'aim config init --project --pin'],
    load: async () => (await import('./init.js')).command,
  },
  {
    name: 'config set',
    summary: 'Set one key of the configuration, or take it away',
    effect: 'write',
    args: ['KEY', '[VALUE]'],
    options: {
      unset: { type: 'boolean', summary: 'Take the key away' },
      project,
      'dry-run': dryRun,
    },
    examples: [
      'aim config set secrets.backend file',
      `aim config set audit.events '["tool_invoke"]'`,
      'aim config set registry.capabilities.chat.primaryTool claude --project',
      'aim config set audit.logPath --unset',
    ],
    // A key of a provider that was put here by mistake.
    takesSecret: true,
    load: async () => (await import('./set.js')).command,
  },
  {
    name: 'config schema',
    summary: 'Print the JSON Schema of the configuration',
    effect: 'read',
    args: [],
    options: { lock: { type: 'boolean', summary: 'Print that of aim_lock.json' } },
    examples: ['aim config schema | jq .properties', 'aim config schema --lock'],
    load: async () => (await import('./schema.js')).command,
  },
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
    name: 'config migrate',
    summary: 'Take over what AIM+ and AI_MANGER were set up with',
    effect: 'write',
    args: ['[FROM…]'],
    options: {
      project,
      prefer: {
        type: 'string',
        value: 'FILES',
        choices: ['rules', 'config'],
        summary: 'Whose tools and routes count where old files differ (default: rules)',
      },
      secrets: { type: 'boolean', summary: 'Read the secrets that AIM+ kept, and store them' },
      undo: { type: 'boolean', summary: 'Put back what the last migration replaced' },
      'dry-run': dryRun,
    },
    examples: [
      'aim config migrate --dry-run',
      'aim config migrate ~/aim-plus --yes',
      'aim config migrate --undo',
    ],
    load: async () => (await import('./migrate.js')).command,
  },
  {
    name: 'trust',
    summary: "Let a project's configuration do what it asks for",
    effect: 'write',
    args: ['[DIR]'],
    options: {
      'dry-run': { type: 'boolean', summary: 'Show what it asks for; change nothing' },
      revoke: { type: 'boolean', summary: 'Take the consent back, from every file of the project' },
    },
    examples: ['aim trust', 'aim trust ../team --dry-run', 'aim trust --revoke'],
    load: async () => (await import('./trust.js')).command,
  },
];
