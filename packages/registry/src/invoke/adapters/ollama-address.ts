import type { CatalogueEndpoint, Host } from '@aim/core';
import { httpUrl } from '../../tools/endpoint-address.js';

/**
 * Where an Ollama server is asked: the endpoint's variable if it is set, else its address. The
 * variable may be what Ollama itself takes: `host`, `host:port`, `:port` or an address, and the
 * place that a server listens on (`0.0.0.0`). Undefined when it is no http or https address.
 */
export function ollamaAddress(endpoint: CatalogueEndpoint, env: Host['env']): URL | undefined {
  const configured = endpoint.env === undefined ? undefined : env[endpoint.env]?.trim();
  const text = configured || endpoint.url;
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : withDefaults(text);
  const url = httpUrl(full);
  if (url === undefined) return undefined;
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function withDefaults(text: string): string {
  const [place = '', ...path] = text.split('/');
  const host = place.startsWith(':') ? `127.0.0.1${place}` : place;
  const hasPort = /:\d+$/.test(host) && (!host.includes('::') || host.includes(']'));
  return `http://${hasPort ? host : `${host}:11434`}/${path.join('/')}`;
}
