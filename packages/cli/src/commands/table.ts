import { auditSpecs } from './audit/specs.js';
import { configSpecs } from './config/specs.js';
import { installSpecs } from './install/specs.js';
import { jobSpecs } from './jobs/specs.js';
import { machineSpecs } from './machine/specs.js';
import { scanSpecs } from './scan/specs.js';
import { secretsSpecs } from './secrets/specs.js';
import { shellSpecs } from './shell/specs.js';
import { toolsSpecs } from './tools/specs.js';
import type { CommandSpec, OptionSpec } from './types.js';
import { versionSpecs } from './versions/specs.js';

/** Every command of `aim`, in the order of the help. */
export const commandTable: readonly CommandSpec[] = [
  ...machineSpecs,
  ...secretsSpecs,
  ...jobSpecs,
  ...toolsSpecs,
  ...scanSpecs,
  ...versionSpecs,
  ...installSpecs,
  ...auditSpecs,
  ...configSpecs,
  ...shellSpecs,
];

/** Options that every command takes. */
export const globalOptions: Readonly<Record<string, OptionSpec>> = {
  config: { type: 'string', value: 'FILE', summary: 'Use this configuration file and no other' },
  json: { type: 'boolean', short: 'j', summary: 'Print one JSON document' },
  quiet: { type: 'boolean', short: 'q', summary: 'Say only what went wrong' },
  verbose: { type: 'boolean', short: 'v', summary: 'Say more' },
  'no-color': { type: 'boolean', summary: 'Print without colour (as NO_COLOR does)' },
  yes: { type: 'boolean', short: 'y', summary: 'Answer every question with yes' },
  version: { type: 'boolean', summary: 'Print the version of aim' },
  help: { type: 'boolean', short: 'h', summary: 'Print help' },
};

/** Spellings of AIM+ for options. */
export const optionAliases: Readonly<Record<string, string>> = {
  '--json-output': '--json',
  '--extension': '--ext',
};
