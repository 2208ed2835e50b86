import { auditFormats, auditSeverities } from '@aim/core';
import type { CommandSpec, OptionSpec } from '../types.js';

const since: OptionSpec = {
  type: 'string',
  value: 'TIME',
  summary: 'From this time on: 30m, 12h, 7d, 2w, a date, or RFC 3339',
};
const type: OptionSpec = {
  type: 'string',
  value: 'EVENT',
  summary: 'Only this event, such as secret_set',
};
const severity: OptionSpec = {
  type: 'string',
  value: 'LEVEL',
  choices: auditSeverities,
  summary: 'Only records of this severity',
};
const tool: OptionSpec = {
  type: 'string',
  value: 'TOOL',
  summary: 'Only records that tell of this tool',
};
const selection = { since, type, severity, tool };

function limit(standard: number): OptionSpec {
  return {
    type: 'string',
    short: 'n',
    value: 'N',
    summary: `At most so many records (default: ${standard})`,
  };
}

export const auditSpecs: readonly CommandSpec[] = [
  {
    name: 'audit show',
    summary: 'Show what was done last',
    effect: 'read',
    args: [],
    options: { limit: limit(20) },
    examples: ['aim audit show', 'aim audit show -n 50'],
    load: async () => (await import('./show.js')).command,
  },
  {
    name: 'audit query',
    summary: 'Find records of the audit log, the newest first',
    effect: 'read',
    args: [],
    options: { ...selection, limit: limit(100) },
    examples: [
      'aim audit query --tool claude --since 7d',
      'aim audit query --severity error --json | jq .data.events',
    ],
    load: async () => (await import('./query.js')).command,
  },
  {
    name: 'audit stats',
    summary: 'Count the records by event, severity and tool',
    effect: 'read',
    args: [],
    options: selection,
    examples: ['aim audit stats --since 30d'],
    load: async () => (await import('./stats.js')).command,
  },
  {
    name: 'audit export',
    summary: 'Write records as JSON, JSON lines or CSV',
    effect: 'read',
    args: ['[FILE]'],
    options: {
      format: {
        type: 'string',
        value: 'FORMAT',
        choices: auditFormats,
        summary: 'The form (default: by the name of FILE, else json)',
      },
      ...selection,
    },
    examples: ['aim audit export audit.csv --since 30d', 'aim audit export --format jsonl | gzip'],
    load: async () => (await import('./export.js')).command,
  },
  {
    name: 'audit verify',
    summary: 'Check that no record was changed, taken away, moved or put in',
    effect: 'read',
    args: [],
    options: {},
    examples: ['aim audit verify', 'aim audit verify --json | jq .data.log'],
    load: async () => (await import('./verify.js')).command,
  },
  {
    name: 'audit tail',
    summary: 'Show records as they come',
    effect: 'read',
    args: [],
    options: selection,
    examples: ['aim audit tail', 'aim audit tail --tool codex --json'],
    load: async () => (await import('./tail.js')).command,
  },
];
