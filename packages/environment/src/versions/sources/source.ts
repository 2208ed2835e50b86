import type { Host } from '@aim/core';

/** Who says which version of a package is the newest. */
export interface LatestSource {
  /** The address that is asked; undefined when it is neither https nor on this machine. */
  base: (packageName: string, host: Pick<Host, 'env' | 'home'>) => URL | undefined;
  /** Below the address. */
  path: (packageName: string) => string;
  accept: string;
  /** The newest version that an answer names; null when it names none. */
  latest: (document: unknown) => string | null;
}

/** An address with a slash at its end and without credentials, where asking it is safe. */
export function safeBase(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal) ? url : undefined;
}
