/**
 * True for an address that holds a user name or password, also where it is no address yet (it has
 * variables) or none at all: then a person meant one before the `@`.
 */
export function holdsPassword(address: string): boolean {
  if (!address.includes('@')) return false;
  const url = httpUrl(address);
  return url === undefined || url.username !== '' || url.password !== '';
}

/** Scheme and host of an address, as it may be shown: a key may stand in any other part of it. */
export function shownAddress(address: string): string {
  if (address.includes('@') && !holdsPassword(address)) return new URL(address).origin;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(address)?.[0] ?? '';
  const rest = address.slice(Math.max(scheme.length, address.lastIndexOf('@') + 1));
  return scheme + rest.replace(/[/\\?#].*$/s, '');
}

/** The address as a URL, or undefined when it is no http or https address. */
export function httpUrl(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}
