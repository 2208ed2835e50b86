import { AimError, parseConfig, probeAsker, readConfigFile, type Asker } from '@aim/core';
import { existsSync } from 'node:fs';
import type { AimContext } from './context.js';
import { record } from './record.js';

/** What somebody wants to have out of the vault. */
export interface HumanRead {
  keys: readonly string[];
  done: 'shown' | 'copied' | 'exported' | 'written back';
}

/**
 * Lets everybody pass but an AI agent that the user has not allowed to read values: `agentReads` of
 * the user's own file, whatever other file is in use, and no variable. Records a refusal. Call it before a
 * store is asked, and put the answer into the audit record of the read.
 *
 * @throws AimError `secret.agent_refused`; `config.invalid`, `config.unreadable` for the user's file
 */
export async function ensureHumanRead(context: AimContext, read: HumanRead): Promise<Asker> {
  const asker = await askerOf(context);
  if (asker.kind !== 'agent' || (await agentsMayRead(context))) return asker;
  const { keys, done } = read;
  const what = keys.length === 1 ? `${keys[0]} is` : `${keys.length} secrets are`;
  await record(context, {
    event: 'secret_refused',
    message: `${what} not ${done}: an AI agent asked`,
    severity: 'warning',
    details: { keys, code: 'secret.agent_refused', success: false, asker },
  });
  throw new AimError(
    'secret.agent_refused',
    `${what} not ${done}: an AI agent asked (${asker.agent}: ${asker.evidence})`,
    {
      hint: `Let a program have it unseen: aim run --secret KEY -- PROGRAM. To let agents read values, a person writes "secrets": {"agentReads": "allow"} into ${context.paths.userConfigFile}`,
      details: { asker },
    },
  );
}

/** Who asks: found out once it matters. */
export function askerOf({ asker, host, catalogue }: AimContext): Promise<Asker> {
  return asker === undefined ? probeAsker(host, catalogue) : asker();
}

async function agentsMayRead({ paths: { userConfigFile } }: AimContext): Promise<boolean> {
  if (!existsSync(userConfigFile)) return false;
  const config = await parseConfig(userConfigFile, readConfigFile(userConfigFile));
  return config.secrets?.agentReads === 'allow';
}
