import type { ProviderQuestion } from '@aim/core';
import type { KeyOwner } from '../check/provider-of.js';

/** Why nobody is asked. */
export interface NoQuestion {
  why: string;
}

/** What may say where a provider is reached. */
export interface BaseUrlSources {
  env: Readonly<Record<string, string | undefined>>;
  /** Base URLs by id of the provider: the user's own word, and so stronger than `env`. */
  endpoints: Readonly<Record<string, string | undefined>>;
  /** Hosts that the user allows the environment to name. */
  allowedHosts: readonly string[];
}

/**
 * Where the provider is asked. The environment can come from a folder that somebody else wrote:
 * another host that it names is asked only if the user allows it, if it is this machine, or if it
 * is one of the provider's own.
 */
export function baseUrlOf(
  id: string,
  question: ProviderQuestion,
  sources: BaseUrlSources,
): { url: URL } | NoQuestion {
  const configured = sources.endpoints[id];
  if (configured !== undefined) return safeUrl(configured, `secrets.endpoints.${id}`);
  const standard = standardUrl(question, sources.env);
  const variable = namedBy(question, sources.env);
  if (variable === undefined) return standard;
  const named = safeUrl(sources.env[variable] as string, variable);
  if ('why' in named) return named;
  const { hostname, origin } = named.url;
  const isTrusted =
    ('url' in standard && standard.url.origin === origin) ||
    isLoopback(hostname) ||
    (question.ownHosts ?? []).some((end) => hostname.endsWith(end)) ||
    sources.allowedHosts.includes(hostname);
  if (isTrusted) return named;
  return { why: `${variable} names ${hostname}; --allow-host ${hostname} lets AIM ask it` };
}

/** True when the user's keys of this provider go to another service, which may make its own keys. */
export function goesElsewhere(
  { provider, variable }: KeyOwner,
  { env, endpoints }: Pick<BaseUrlSources, 'env' | 'endpoints'>,
): boolean {
  if (endpoints[provider.id] !== undefined) return true;
  const question = questionFor(provider.verify, variable) ?? provider.verify[0];
  const named = question && namedBy(question, env);
  if (question?.baseUrl === undefined || named === undefined) return false;
  return originOf(env[named] as string) !== originOf(question.baseUrl);
}

/** How the provider is asked about keys of this variable. */
export function questionFor(
  questions: readonly ProviderQuestion[],
  variable: string,
): ProviderQuestion | undefined {
  return questions.find(({ keys }) => keys === undefined || keys.includes(variable));
}

/** The variable of the environment that takes the place of the standard address. */
function namedBy(
  { baseUrlEnv = [] }: ProviderQuestion,
  env: BaseUrlSources['env'],
): string | undefined {
  return baseUrlEnv.find((name) => env[name]);
}

function originOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).origin : undefined;
}

function standardUrl(
  question: ProviderQuestion,
  env: BaseUrlSources['env'],
): { url: URL } | NoQuestion {
  const { baseUrl, baseUrlEnv = [], regionEnv = [] } = question;
  if (baseUrl === undefined) {
    return { why: `${baseUrlEnv.join(' or ')} has to say where the provider is reached` };
  }
  if (!baseUrl.includes('{region}')) return { url: new URL(baseUrl) };
  const region = regionEnv.map((name) => env[name]).find(Boolean);
  // As part of a host name, anything else would lead elsewhere.
  if (region === undefined || !/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(region)) {
    return { why: `${regionEnv.join(' or ')} has to name a region` };
  }
  return { url: new URL(baseUrl.replace('{region}', region)) };
}

/** @param from - what is at fault; the address itself may hold a password */
function safeUrl(text: string, from: string): { url: URL } | NoQuestion {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return { why: `${from} is no http or https address` };
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return { why: `${from} holds more than a base address` };
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return { why: `${from} is not https: the key would be sent in clear` };
  }
  return { url };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
