import { createRedactor, type Host, type ProviderDetails, type Redact } from '@aim/core';
import { createKeyFinder, keyPatterns, type KeyPatterns } from '@aim/secrets/sweep';

export interface ShareScope {
  host: Pick<Host, 'env' | 'home'>;
  userName: string;
  hostName: string;
  providers: readonly ProviderDetails[];
}

/**
 * Makes a function that takes out of a text what nobody else should read: values of variables that
 * are named like credentials, everything that has the shape of a key, names and passwords in
 * addresses, the home folder, the user's name and the machine's. Rather too much than too little.
 */
export function createShareRedactor(scope: ShareScope): (text: string) => string {
  const redact = createKeyRedactor(scope);
  return (text) => withoutNames(redact(text), scope);
}

/**
 * The part of it that is about credentials: values of variables that are named like some, what has
 * the shape of a key or stands behind the name of one, and names and passwords in addresses.
 */
export function createKeyRedactor({
  host,
  providers,
}: Pick<ShareScope, 'host' | 'providers'>): Redact {
  const known = createRedactor(credentialValues(host.env));
  const patterns = keyPatterns(providers);
  return (text) => withoutKeys(known(text), patterns).replace(/(\/\/)[^\s/@]+@/g, '$1[redacted]@');
}

const credentialName = /KEY|TOKEN|SECRET|PASS|CREDENTIAL|AUTH|BEARER|COOKIE|SESSION/i;

function credentialValues(env: Host['env']): string[] {
  return Object.entries(env)
    .filter(([name]) => credentialName.test(name))
    .map(([, value]) => value ?? '')
    .filter((value) => value !== '' && !value.startsWith('/'));
}

/** Replaces everything that has the shape of a key, or stands behind the name of one. */
export function withoutKeys(text: string, patterns: KeyPatterns): string {
  const bytes = Buffer.from(text, 'utf8');
  const finder = createKeyFinder({ patterns, byName: true });
  const hits = [...finder.push(bytes), ...finder.end()].sort((a, b) => a.offset - b.offset);
  const parts: string[] = [];
  let position = 0;
  for (const { offset, length } of hits) {
    if (offset >= position) parts.push(bytes.toString('utf8', position, offset), '[redacted]');
    position = Math.max(position, offset + length);
  }
  return parts.join('') + bytes.toString('utf8', position);
}

function withoutNames(text: string, { host, userName, hostName }: ShareScope): string {
  const withoutHome = text
    .replaceAll(host.home === '/' ? '\0' : host.home, '~')
    // Of other users, and of this one where another variable names the home.
    .replace(/((?:\/home|\/Users|\\Users)[/\\])[^\s/\\:,;'")]+/g, '$1USER');
  return replaceName(replaceName(withoutHome, userName, 'USER'), hostName, 'HOST');
}

/** A short name is part of too many words, so that it is replaced only as a whole one. */
const shortName = 4;

function replaceName(text: string, name: string, by: string): string {
  if (name === '') return text;
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const whole =
    name.length < shortName ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
  return text.replace(new RegExp(whole, 'giu'), by);
}
