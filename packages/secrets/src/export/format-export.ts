import { AimError, isVariableName, type ExportFormat } from '@aim/core';
import { cmd } from './cmd.js';
import { dockerEnv } from './docker-env.js';
import { dotenv } from './dotenv.js';
import type { ExportedVariable, ExportWriter } from './export-writer.js';
import { fish } from './fish.js';
import { githubActions } from './github-actions.js';
import { json } from './json.js';
import { powershell } from './powershell.js';
import { sh } from './sh.js';

const writers: Record<ExportFormat, ExportWriter> = {
  sh,
  fish,
  powershell,
  cmd,
  dotenv,
  json,
  'docker-env': dockerEnv,
  'github-actions': githubActions,
};

/**
 * The text that gives these variables to whoever reads the format, every value to the last
 * character; the empty text for no variables, and `{}` in JSON. What is quoted is never executed.
 * Names and values are expected to have passed `checkSecretName` and `checkSecretValue`.
 *
 * @throws AimError `secret.not_exportable`, with the name and never the value: a name that is no
 *   name of a variable (JSON takes any), a name that is there twice, a value that the format
 *   cannot hold. Then there is no text for the other variables either.
 */
export function formatExport(format: ExportFormat, variables: readonly ExportedVariable[]): string {
  const writer = writers[format];
  const seen = new Set<string>();
  for (const { name, value } of variables) {
    checkExportName(format, name);
    const same = writer.ignoresCase === true ? name.toUpperCase() : name;
    const reason = seen.has(same) ? 'the name is there twice' : writer.refusal(value);
    seen.add(same);
    if (reason !== undefined) {
      throw new AimError('secret.not_exportable', `${format} cannot hold ${name}: ${reason}`, {
        hint: 'The format json holds every value',
        details: { format, name },
      });
    }
  }
  return writer.write(variables);
}

/** True for a name that the format can write. */
export function canExportName(format: ExportFormat, name: string): boolean {
  return writers[format].takesAnyName === true || isVariableName(name);
}

/** Refuses any other. @throws AimError `secret.not_exportable` */
export function checkExportName(format: ExportFormat, name: string): void {
  if (canExportName(format, name)) return;
  throw new AimError('secret.not_exportable', `${name} is not the name of a variable`, {
    hint: `Name the variable: aim secrets export NAME=${name}; or use --format json`,
    details: { format, name },
  });
}
