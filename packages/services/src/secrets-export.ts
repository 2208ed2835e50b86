import {
  AimError,
  isAimError,
  variableSizeProblem,
  type Asker,
  type ExportFormat,
} from '@aim/core';
import { canonicalName, checkSecretName } from '@aim/secrets';
import {
  canExportName,
  checkExportName,
  formatExport,
  githubMasks,
  type ExportedVariable,
} from '@aim/secrets/export';
import type { AimContext } from './context.js';
import { ensureHumanRead } from './human-read.js';
import { record } from './record.js';
import { absent, listSecrets } from './secrets.js';

/** A secret, and the variable that it fills where that has another name. */
export interface ExportKey {
  env?: string;
  secret: string;
}

export interface ExportRequest {
  /** `all`: every listed secret that the format has a name for. */
  keys: readonly ExportKey[] | 'all';
  format: ExportFormat;
  /** Instead of the variables: the commands that mask their values in the log of GitHub Actions. */
  masks?: boolean;
}

export interface Exported {
  format: ExportFormat;
  /** The variables that the text sets. */
  variables: string[];
  /** Secrets that were left out: their name is no name of a variable. */
  unnamed: string[];
  /** Listed secrets that their store does not have. */
  missing: string[];
  /** Holds the values. */
  text: string;
}

interface Wanted {
  env: string;
  secret: string;
}

/**
 * Secrets as text, read in one batch. Of all secrets, one that is not there is left out and named;
 * any other failure leaves no text.
 *
 * @throws AimError `secret.agent_refused`, `secret.absent`, `secret.not_exportable`,
 *   `secret.invalid_name`, the answers of the store
 */
export async function exportSecrets(
  context: AimContext,
  request: ExportRequest,
): Promise<Exported> {
  let wanted: Wanted[] = [];
  let asker: Asker | undefined;
  try {
    const plan = await planExport(context, request);
    wanted = plan.wanted;
    const keys = wanted.map(({ secret }) => secret);
    asker = await ensureHumanRead(context, { keys, done: 'exported' });
    const { variables, missing } = await readVariables(context, request, wanted);
    const text = textOf(context, request, variables);
    const names = variables.map(({ name }) => name);
    await recordExport(context, request, { names, asker });
    return { format: request.format, variables: names, unnamed: plan.unnamed, missing, text };
  } catch (error) {
    const names = wanted.map(({ env }) => env);
    // A refusal is on record already.
    const isRefused = isAimError(error) && error.code === 'secret.agent_refused';
    if (!isRefused) await recordExport(context, request, { names, asker, error });
    throw error;
  }
}

async function planExport(
  context: AimContext,
  { keys, format }: ExportRequest,
): Promise<{ wanted: Wanted[]; unnamed: string[] }> {
  if (keys !== 'all') {
    return { wanted: uniquely(keys.map((key) => namedSecret(context, format, key))), unnamed: [] };
  }
  const names = (await listSecrets(context)).map(({ name }) => name);
  const fits = (name: string) => canExportName(format, name);
  const wanted = names.filter(fits).map((name) => ({ env: name, secret: name }));
  return { wanted, unnamed: names.filter((name) => !fits(name)) };
}

function namedSecret(context: AimContext, format: ExportFormat, key: ExportKey): Wanted {
  const { env } = key;
  try {
    checkSecretName(key.secret);
  } catch (error) {
    if (env === undefined) throw error;
    // `ENV=VALUE` is the way of other programs: what is no name may be a value.
    throw new AimError('secret.invalid_name', `What is given for ${env} is no name of a secret`, {
      hint: 'ENV=KEY takes the name of a secret: aim secrets list',
      details: { variable: env },
    });
  }
  const secret = canonicalName(key.secret, () => context.catalogue);
  if (env === undefined) checkExportName(format, secret);
  return { env: env ?? secret, secret };
}

/** Without what is asked for twice alike, as under both names of a secret. */
function uniquely(wanted: readonly Wanted[]): Wanted[] {
  return [...new Map(wanted.map((each) => [`${each.env}=${each.secret}`, each])).values()];
}

async function readVariables(
  context: AimContext,
  { keys }: ExportRequest,
  wanted: readonly Wanted[],
): Promise<{ variables: ExportedVariable[]; missing: string[] }> {
  const secrets = await context.secrets();
  const answers = await secrets.readSecrets(wanted.map(({ secret }) => secret));
  const variables: ExportedVariable[] = [];
  const missing: string[] = [];
  for (const { env, secret } of wanted) {
    const answer = answers.get(secret) ?? { state: 'absent' };
    if ('error' in answer) throw answer.error;
    if (answer.state === 'present') variables.push({ name: env, value: answer.value });
    else if (keys === 'all') missing.push(secret);
    else throw await absent(context, secret, env);
  }
  return { variables, missing };
}

function textOf(
  { host }: AimContext,
  { format, masks }: ExportRequest,
  variables: readonly ExportedVariable[],
): string {
  if (masks === true) return githubMasks(variables);
  for (const { name, value } of variables) {
    const isTooLarge = variableSizeProblem(host, name, value) !== undefined;
    if (isTooLarge && isEvaluated(format)) {
      throw new AimError(
        'secret.not_exportable',
        `${format} cannot hold ${name}: with a variable of that size the shell could start no program`,
        { hint: 'The format json holds every value', details: { format, name } },
      );
    }
  }
  return formatExport(format, variables);
}

/** True for what a shell of this machine reads into its own environment. */
function isEvaluated(format: ExportFormat): boolean {
  return format === 'sh' || format === 'fish' || format === 'powershell';
}

function recordExport(
  context: AimContext,
  { format, masks = false }: ExportRequest,
  { names, asker, error }: { names: readonly string[]; asker?: Asker | undefined; error?: unknown },
): Promise<void> {
  const success = error === undefined;
  return record(context, {
    event: 'secret_export',
    message: success ? `secrets exported: ${names.length}` : 'secrets not exported',
    severity: success ? 'info' : 'warning',
    details: {
      keys: names,
      format,
      masks,
      success,
      ...(asker && { asker }),
      ...(!success && { code: isAimError(error) ? error.code : 'internal.bug' }),
    },
  });
}
