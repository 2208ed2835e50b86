import { costClasses, routeStrategies } from '@aim/core';
import { dryRun, ndjson, type CommandSpec } from '../types.js';

const permission = {
  type: 'string',
  value: 'MODE',
  choices: ['ask', 'read-only', 'workspace-write', 'full'],
  summary: 'What a tool may do to the working folder',
} as const;

const model = {
  type: 'string',
  short: 'm',
  value: 'MODEL',
  summary: 'The model to ask for',
} as const;

/** What a job may need of the tool that takes it, and in which order the tools are asked. */
const wishes = {
  'local-only': { type: 'boolean', summary: 'Only tools whose jobs stay on this machine' },
  'max-cost': {
    type: 'string',
    value: 'CLASS',
    choices: costClasses,
    summary: 'Only tools that cost no more',
  },
  'require-key': { type: 'boolean', summary: 'Only tools whose key or login is there' },
  strategy: {
    type: 'string',
    value: 'NAME',
    choices: routeStrategies,
    summary: 'Which of the tools is asked first',
  },
  seed: {
    type: 'string',
    value: 'NUMBER',
    summary: 'Repeats what the strategy weighted left to chance',
  },
} as const;

export const jobSpecs: readonly CommandSpec[] = [
  {
    name: 'run',
    summary: 'Run a program with the keys that it needs and no others',
    effect: 'write',
    args: ['[TOOL]', '[-- COMMAND…]'],
    options: {
      secret: {
        type: 'string',
        multiple: true,
        value: 'KEY|ENV=KEY',
        summary: 'Give the program this secret, by its own name or as variable ENV',
      },
      'allow-missing': {
        type: 'boolean',
        summary: 'Go on without a secret that is absent or cannot be read',
      },
      why: { type: 'boolean', summary: 'Explain each key on stderr' },
      mask: { type: 'boolean', summary: 'Mask injected values in the output, also on a terminal' },
      'no-mask': { type: 'boolean', summary: 'Pass the output on as it is' },
      'watch-leaks': {
        type: 'boolean',
        summary: 'Search what the tool wrote for the injected values; --yes overwrites them',
      },
      'dry-run': dryRun,
    },
    examples: [
      'aim run claude -p "explain this repository"',
      'aim run --secret OPENAI_API_KEY -- python agent.py',
      'aim run --secret TOKEN=GITHUB_TOKEN -- sh -c \'curl -H "Authorization: Bearer $TOKEN" …\'',
    ],
    passesArguments: true,
    load: async () => (await import('./run.js')).command,
  },
  {
    name: 'route',
    summary: 'Show which tools would take a capability, and why; runs nothing',
    effect: 'read',
    args: ['[CAPABILITY]'],
    options: {
      permission,
      model,
      context: { type: 'string', value: 'TOKENS', summary: 'How many tokens the job has' },
      ...wishes,
      'what-if': {
        type: 'string',
        multiple: true,
        value: 'CONDITION',
        summary: 'Show what would be different, such as codex=down',
      },
      replay: {
        type: 'boolean',
        summary: 'Plan the jobs in the audit log again, by this configuration',
      },
      since: { type: 'string', value: 'TIME', summary: 'Replay jobs from then on, such as 7d' },
    },
    examples: [
      'aim route code_generation',
      'aim route chat --json | jq -r .data.chosen',
      'aim route chat --what-if codex=down --what-if key:OPENAI_API_KEY=absent',
      'aim route --replay --since 7d --config new.json',
    ],
    load: async () => (await import('./route.js')).command,
  },
  {
    name: 'invoke',
    summary: 'Give a job to the best tool, and to the next when it fails',
    effect: 'write',
    args: ['[CAPABILITY]', '[PROMPT]'],
    options: {
      tool: { type: 'string', value: 'TOOL', summary: 'Use this tool and no other' },
      file: { type: 'string', short: 'f', value: 'FILE', summary: 'Read the prompt from a file' },
      payload: { type: 'string', value: 'JSON', summary: 'The whole payload as a JSON object' },
      permission,
      model,
      ...wishes,
      deadline: {
        type: 'string',
        value: 'SECONDS',
        summary: 'Give up after this; the time of the capability unless told',
      },
      restore: {
        type: 'boolean',
        summary: 'Put back what a tool changed that then failed, and go on to the next; needs git',
      },
      ndjson,
      'dry-run': dryRun,
    },
    examples: [
      'aim invoke code_generation "write a haiku about pipes"',
      `aim invoke linting --payload '{"files":["src"]}' --permission workspace-write`,
      'git diff | aim invoke documentation --tool ollama',
    ],
    load: async () => (await import('./invoke.js')).command,
  },
];
