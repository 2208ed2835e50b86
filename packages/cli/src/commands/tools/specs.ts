import { endpointProtocols } from '@aim/core';
import { dryRun, type CommandSpec } from '../types.js';

export const toolsSpecs: readonly CommandSpec[] = [
  {
    name: 'tools list',
    summary: 'List every tool that AIM knows',
    effect: 'read',
    args: [],
    options: {},
    examples: ['aim tools list'],
    load: async () => (await import('./list.js')).command,
  },
  {
    name: 'tools info',
    summary: 'Show what is known of one tool',
    effect: 'read',
    args: ['TOOL'],
    options: {},
    examples: ['aim tools info claude'],
    load: async () => (await import('./info.js')).command,
  },
  {
    name: 'tools capabilities',
    summary: 'List the kinds of job, and which tools take each',
    effect: 'read',
    args: [],
    options: {},
    examples: ['aim tools capabilities'],
    load: async () => (await import('./capabilities.js')).command,
  },
  {
    name: 'tools register',
    summary: 'Add a tool to your configuration',
    effect: 'write',
    args: ['NAME|MANIFEST'],
    options: {
      capability: {
        type: 'string',
        multiple: true,
        value: 'NAME',
        summary: 'What it can do, such as chat',
      },
      endpoint: { type: 'string', value: 'URL', summary: 'Where it answers over HTTP' },
      protocol: {
        type: 'string',
        value: 'NAME',
        choices: endpointProtocols,
        summary: 'What it speaks there',
      },
      model: { type: 'string', multiple: true, value: 'MODEL', summary: 'A model that it offers' },
      adapter: {
        type: 'string',
        value: 'FILE',
        summary: 'A program that takes the job as JSON on stdin',
      },
      key: {
        type: 'string',
        multiple: true,
        value: 'VARIABLE',
        summary: 'A secret that it may receive',
      },
      'dry-run': dryRun,
    },
    examples: [
      'aim tools register gpu-box --capability chat --endpoint http://gpu:11434 --protocol ollama',
      'aim tools register formatter --capability refactoring --adapter ./format.sh',
      'aim tools register ./our-linter.json',
    ],
    load: async () => (await import('./register.js')).command,
  },
  {
    name: 'tools unregister',
    summary: 'Take a tool out of your configuration',
    effect: 'write',
    args: ['TOOL'],
    options: { 'dry-run': dryRun },
    examples: ['aim tools unregister gpu-box'],
    load: async () => (await import('./unregister.js')).command,
  },
  {
    name: 'tools reset',
    summary: 'Close circuit breakers, so that tools that failed lately get jobs again',
    effect: 'write',
    args: ['[TOOL]'],
    options: {
      all: { type: 'boolean', summary: 'Those of every tool' },
      'dry-run': dryRun,
    },
    examples: ['aim tools reset claude', 'aim tools reset --all'],
    load: async () => (await import('./reset.js')).command,
  },
];
