import {
  AimError,
  configKey,
  configValueAt,
  editConfig,
  isAimError,
  parseConfig,
  readTextFile,
  type ConfigProblem,
  type EditedConfig,
} from '@aim/core';
import type { AimContext, AimOptions } from '../context.js';
import { askerOf } from '../human-read.js';
import { record } from '../record.js';
import { holdsCredentials, keyShape } from './hide-values.js';
import { knownPath } from './show.js';
import { changedFile, keepTrust, type TrustAfterChange } from './target.js';

export interface SetConfigRequest {
  key: string;
  /** JSON, or else plain text; undefined takes the key away. */
  value?: string;
  /** In the project's file, not in the user's. */
  project?: boolean;
  dryRun?: boolean;
}

export interface SetConfigResult {
  key: string;
  file: string;
  /** What is written; null when the key is taken away. */
  value: unknown;
  /** False when the file said so already. */
  changed: boolean;
  /** Of a project's file; null for any other, and when nothing was written. */
  trust: TrustAfterChange | null;
  dryRun: boolean;
}

/**
 * Sets one key of the user's configuration, or of the project's, or takes it away. Order and
 * formatting stay; the whole file is checked before it is written.
 *
 * @throws AimError `usage.invalid` for a key that does not exist, a value that the schema refuses
 *   or one that is a secret, `secret.agent_refused` for an AI agent that would let itself read
 *   secrets, `config.invalid` for a file that was broken before, `lock.busy`, `file.permission`
 */
export async function setConfig(
  context: AimContext,
  options: AimOptions,
  request: SetConfigRequest,
): Promise<SetConfigResult> {
  const { project = false, dryRun = false } = request;
  const path = knownPath(request.key);
  const key = configKey(path);
  const file = changedFile(context, options, project);
  const values = request.value === undefined ? [undefined] : readings(request.value);
  await refuseSecret(key, request.value);
  await refuseConsentByAgent(context, path, values);
  const { value, edit } = await editWithFirst(values, { file, path, key, dryRun });
  const changed = edit.after !== edit.before;
  const result = { key, file, value: value ?? null, changed, trust: null, dryRun };
  if (dryRun || !changed) return result;
  const trust = project ? await keepTrust(context, file, edit) : null;
  await record(context, {
    event: 'config_update',
    message: `configuration ${value === undefined ? 'unset' : 'set'}: ${key}`,
    details: { key, file, ...(trust === 'kept' && { trusted: true }) },
  });
  return { ...result, trust };
}

/** What a value on the command line may mean, the likelier first: JSON, or the text as it is. */
function readings(text: string): unknown[] {
  try {
    const json = JSON.parse(text) as unknown;
    return typeof json === 'object' && json !== null ? [json] : [json, text];
  } catch {
    return [text];
  }
}

async function refuseSecret(key: string, value: string | undefined): Promise<void> {
  if (value === undefined || value.startsWith('aim://')) return;
  if (!holdsCredentials(value) && !(await keyShape())(value)) return;
  throw new AimError('usage.invalid', `The value for ${key} looks like a secret`, {
    hint: 'A configuration holds no secrets. Store it: aim secrets set NAME; then name it: aim://NAME',
    details: { key },
  });
}

/** Consent of a person that an agent could give itself by one command would be none. */
async function refuseConsentByAgent(
  context: AimContext,
  path: readonly string[],
  values: readonly unknown[],
): Promise<void> {
  const allows = (value: unknown) =>
    path.join('.') === 'secrets.agentReads'
      ? value === 'allow'
      : path.join('.') === 'secrets' && configValueAt(value, ['agentReads']) === 'allow';
  if (!values.some(allows)) return;
  const asker = await askerOf(context);
  if (asker.kind !== 'agent') return;
  throw new AimError(
    'secret.agent_refused',
    `secrets.agentReads is not changed: an AI agent asked (${asker.agent}: ${asker.evidence})`,
    { hint: 'A person has to allow it, from a terminal of their own', details: { asker } },
  );
}

interface Target {
  file: string;
  path: readonly string[];
  key: string;
  dryRun: boolean;
}

/** Writes the first reading that the schema takes. */
async function editWithFirst(
  values: readonly unknown[],
  target: Target,
): Promise<{ value: unknown; edit: EditedConfig }> {
  const { file, dryRun } = target;
  const path = await withIndexes(target);
  let refused: unknown;
  for (const value of values) {
    try {
      return { value, edit: await editConfig(file, { path, value }, { dryRun }) };
    } catch (error) {
      if (!isAimError(error) || error.code !== 'config.invalid') throw error;
      refused ??= error;
    }
  }
  throw wrongValue(refused, target.key);
}

/** Where the file has a list, a number counts its items. A file that is broken already ends it here. */
async function withIndexes({ file, path }: Target): Promise<(string | number)[]> {
  const text = readTextFile(file);
  const config = text === undefined ? {} : await parseConfig(file, text);
  return path.map((name, index) =>
    Array.isArray(configValueAt(config, path.slice(0, index))) ? Number(name) : name,
  );
}

/** The problems without their places, which are in a text that was never written. */
function wrongValue(error: unknown, key: string): AimError {
  const { details } = error as AimError;
  const problems = (details?.['problems'] ?? []) as ConfigProblem[];
  const lines = problems.map(({ path, message }) => `${path || key}: ${message}`);
  return new AimError('usage.invalid', lines.join('\n'), {
    hint: `The file stays as it was. What is allowed: aim config schema`,
    details: { key },
  });
}
