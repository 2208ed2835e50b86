import {
  loadProviderDetails,
  reportError,
  type ErrorReport,
  type ProviderDetails,
} from '@aim/core';
import type { SecretAnswer, SecretInfo } from '@aim/secrets';
import { checkTimes, providerOf, type KeyFinding, type OnlineAnswer } from '@aim/secrets/check';
import { askAboutKey, type AskingOptions } from './ask-about-key.js';
import type { AimContext } from './context.js';
import { lookAtKey } from './look-at-key.js';
import { record } from './record.js';
import { absent } from './secrets.js';

export interface CheckSecretsRequest extends AskingOptions {
  /** All secrets unless told. */
  names?: readonly string[];
  /** Asks the providers as well. */
  online?: boolean;
  /** From how many days on a value is told to be old; 180 unless told. */
  maxAgeDays?: number;
}

/** What is known of one key; never the key. Times are RFC 3339 in UTC. */
export interface CheckedSecret {
  name: string;
  /** The id of its provider; null for a secret of no known one. */
  provider: string | null;
  /** The kind of key that it looks like, such as "project key". */
  kind: string | null;
  findings: KeyFinding[];
  /** Null when nobody was to be asked, or the secret belongs to no known provider. */
  online: OnlineAnswer | null;
  updatedAt: string | null;
  lastUsedAt: string | null;
  expiresAt: string | null;
  /** Why the value could not be read, and was not checked. */
  error: ErrorReport | null;
}

/** How many providers are asked at the same time. */
const atOnce = 4;

/**
 * Looks at keys without showing them: can each be a key of its provider, when does it expire, how
 * old is it; and on wish, does the provider accept it. Does not count as a use of the keys.
 *
 * @throws AimError `secret.absent` for a name that is not stored; the store's answer when no value
 *   could be read
 */
export async function checkSecrets(
  context: AimContext,
  request: CheckSecretsRequest = {},
): Promise<CheckedSecret[]> {
  const secrets = await context.secrets();
  const infos = new Map((await secrets.listSecrets()).map((info) => [info.name, info]));
  const names = request.names ?? [...infos.keys()];
  const answers = await secrets.readSecrets(names, { isUse: false });
  const failures = [...answers.values()].flatMap((answer) => ('error' in answer ? [answer] : []));
  if (failures[0] !== undefined && failures.length === answers.size) throw failures[0].error;
  const providers = await loadProviderDetails();
  const checked: CheckedSecret[] = [];
  for (const [name, answer] of answers) {
    const info = infos.get(name) ?? (await secrets.describeSecret(name));
    if (info === undefined && answer.state === 'absent') throw await absent(context, name);
    checked.push(await offline(context, { name, info, answer, request, providers }));
  }
  if (request.online === true) await askAll(context, { checked, answers, request, providers });
  await secrets.dropRetired();
  await recordCheck(context, checked, request.online === true);
  return checked;
}

interface Looked {
  name: string;
  info: SecretInfo | undefined;
  answer: SecretAnswer;
  request: CheckSecretsRequest;
  providers: readonly ProviderDetails[];
}

async function offline(context: AimContext, looked: Looked): Promise<CheckedSecret> {
  const { name, info, answer, request, providers } = looked;
  const facts = {
    name,
    online: null,
    updatedAt: info?.updatedAt ?? null,
    lastUsedAt: info?.lastUsedAt ?? null,
    expiresAt: info?.expiresAt ?? null,
  };
  if (answer.state !== 'present') {
    const error = reportError('error' in answer ? answer.error : await absent(context, name));
    const provider = providerOf(name, providers)?.provider.id ?? null;
    return { ...facts, provider, kind: null, findings: [], error };
  }
  const { value } = answer;
  const { provider, kind, findings } = await lookAtKey(context, { name, value, providers });
  const now = context.host.now();
  const times = info === undefined ? [] : checkTimes(info, now, request.maxAgeDays ?? 180);
  return { ...facts, provider, kind, findings: [...findings, ...times], error: null };
}

/** Fills in what the providers say. */
async function askAll(
  context: AimContext,
  asking: Pick<Looked, 'request' | 'providers'> & {
    checked: CheckedSecret[];
    answers: ReadonlyMap<string, SecretAnswer>;
  },
): Promise<void> {
  const { checked, answers, request, providers } = asking;
  const waiting = [...checked];
  const askInTurn = async () => {
    for (let secret = waiting.shift(); secret !== undefined; secret = waiting.shift()) {
      const answer = answers.get(secret.name);
      const owner = providerOf(secret.name, providers);
      if (answer?.state !== 'present' || owner === undefined) continue;
      secret.online = await askAboutKey(context, owner, {
        ...request,
        value: answer.value,
        findings: secret.findings,
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askInTurn));
}

function recordCheck(
  context: AimContext,
  checked: readonly CheckedSecret[],
  online: boolean,
): Promise<void> {
  const rejected = checked.filter((secret) => secret.online?.result === 'rejected');
  return record(context, {
    event: 'secret_check',
    message: `secrets checked${online ? ' with their providers' : ''}: ${checked.length}`,
    details: {
      keys: checked.map(({ name }) => name),
      online,
      rejected: rejected.map(({ name }) => name),
      success: true,
    },
  });
}
