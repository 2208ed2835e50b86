import {
  askProvider,
  planQuestion,
  type KeyFinding,
  type KeyOwner,
  type OnlineAnswer,
} from '@aim/secrets/check';
import type { AimContext } from './context.js';

export interface AskingOptions {
  /** Hosts that the environment may name, beside the providers' own. */
  allowedHosts?: readonly string[];
  /** The longest that one provider may take, in ms; 10,000 unless told. */
  deadlineMs?: number;
}

export interface KeyQuestion extends AskingOptions {
  value: string;
  /** What was found of the key without asking. */
  findings: readonly KeyFinding[];
}

/** A value of which one of these was found is no key of the provider: perhaps one of another. */
const notTheirs: ReadonlySet<KeyFinding['id']> = new Set([
  'empty',
  'placeholder',
  'provider',
  'quoted',
  'whitespace',
]);

/**
 * Asks the provider of a key whether it is good. An answer why nobody was asked is one too: a
 * provider does not get the key of another one.
 */
export async function askAboutKey(
  context: AimContext,
  owner: KeyOwner,
  { value, findings, allowedHosts = [], deadlineMs = 10_000 }: KeyQuestion,
): Promise<OnlineAnswer> {
  const wrong = findings.find(({ id, severity }) => severity === 'fail' && notTheirs.has(id));
  if (wrong !== undefined) return notAsked(`not asked, since ${wrong.message}`);
  const { env } = context.host;
  const planned = planQuestion(owner, value, {
    env,
    endpoints: await configuredEndpoints(context),
    allowedHosts,
  });
  if (!('why' in planned)) return askProvider(planned, { fetch: globalThis.fetch, deadlineMs });
  return notAsked(planned.why);
}

function notAsked(reason: string): OnlineAnswer {
  return {
    result: 'unknown',
    limited: false,
    reason,
    status: null,
    asked: null,
    unreachable: false,
  };
}

/** Base URLs by provider, as far as the configuration names any. */
export async function configuredEndpoints(context: AimContext): Promise<Record<string, string>> {
  return (await context.config()).config.secrets?.endpoints ?? {};
}
