import { dryRun, type CommandSpec, type OptionSpec } from '../types.js';

const duplicateOptions: Readonly<Record<string, OptionSpec>> = {
  'min-size': {
    type: 'string',
    value: 'SIZE',
    summary: 'Pass over smaller files: 100KB, 4MiB, or bytes',
  },
  ext: {
    type: 'string',
    multiple: true,
    short: 'e',
    value: 'EXTENSION',
    summary: 'Look at files of this extension only',
  },
  exclude: {
    type: 'string',
    multiple: true,
    value: 'GLOB',
    summary: 'Pass over files and folders that fit: a name, or a path with slashes',
  },
  'one-file-system': { type: 'boolean', summary: 'Stay on the file systems of the paths' },
  'no-cache': { type: 'boolean', summary: 'Neither use nor keep what scans found before' },
  'read-all': {
    type: 'boolean',
    summary: 'Compare the bytes also of models whose names are hashes of them',
  },
  html: { type: 'string', value: 'FILE', summary: 'Write a page to look at as well' },
};

export const scanSpecs: readonly CommandSpec[] = [
  {
    name: 'scan',
    summary: 'Show what wastes disk',
    effect: 'read',
    args: ['[PATH…]'],
    options: duplicateOptions,
    examples: [
      'aim scan',
      'aim scan ~/projects --html disk.html',
      'aim scan --json | jq .data.summary',
    ],
    load: async () => (await import('./all.js')).command,
  },
  {
    name: 'scan duplicates',
    summary: 'Show files that are there more than once',
    effect: 'read',
    args: ['[PATH…]'],
    options: duplicateOptions,
    examples: [
      'aim scan duplicates',
      'aim scan duplicates ~ --min-size 4MiB --ext gguf --ext safetensors',
      "aim scan duplicates ~/projects --exclude node_modules --json | jq '.data.groups[0].files'",
    ],
    load: async () => (await import('./duplicates.js')).command,
  },
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
  {
    name: 'scan clean',
    summary: 'Put caches aside that are made again by themselves, after a look at the plan',
    effect: 'destructive',
    args: ['[PATH…]'],
    options: {
      only: {
        type: 'string',
        multiple: true,
        value: 'ID',
        summary: 'Clean this cache and no other; can be repeated',
      },
      'no-own-commands': {
        type: 'boolean',
        summary: 'Put aside also where a program has a command that cleans its cache',
      },
      duplicates: {
        type: 'string',
        value: 'FILE',
        summary: 'Clean the copies in what aim scan duplicates --json printed, and no caches',
      },
      link: {
        type: 'string',
        value: 'HOW',
        choices: ['hard'],
        summary: 'Make copies further names of one file: a change of one is a change of all',
      },
      empty: {
        type: 'boolean',
        summary: 'Delete for good what earlier cleanings put aside, and nothing else',
      },
      'dry-run': dryRun,
    },
    examples: [
      'aim scan clean --dry-run',
      'aim scan clean ~/projects --yes',
      'aim scan clean --only playwright',
      'aim scan clean --empty',
    ],
    load: async () => (await import('./clean.js')).command,
  },
  {
    name: 'scan restore',
    summary: 'Bring back what a cleaning put aside',
    effect: 'write',
    args: ['[ID]'],
    options: {
      list: { type: 'boolean', summary: 'List what can be brought back' },
      'dry-run': dryRun,
    },
    examples: ['aim scan restore', 'aim scan restore --list', 'aim scan restore 3'],
    load: async () => (await import('./restore.js')).command,
  },
];
