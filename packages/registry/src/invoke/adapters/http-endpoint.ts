import { expand, type Host } from '@aim/core';
import type { Failure } from '../../classify/failure.js';
import { atSetting } from '../../tools/setting-place.js';
import type { Tool } from '../../tools/tool.js';
import type { AdapterRequest } from '../adapter.js';
import type { HttpProtocol } from './protocols/protocol.js';

/** Where a tool is asked in a protocol, or why it is not. */
export async function baseOf(
  tool: Tool,
  protocol: Pick<HttpProtocol, 'base'>,
  host: Host,
): Promise<{ url: URL } | { failure: Failure }> {
  if (tool.adapter.kind !== 'http') throw new Error(`${tool.id} has no endpoint`);
  const { endpoint } = tool.adapter;
  const address = expand(endpoint.url, host);
  if ('missing' in address) {
    const names = address.missing.join(', ');
    const place = await atSetting(tool, 'endpoint');
    const message = `The endpoint of ${tool.name} needs ${names}, which is not set${place}`;
    return { failure: { class: 'FAILED_PRECONDITION', message } };
  }
  const url = protocol.base({ ...endpoint, url: address.text }, host.env);
  if (url !== undefined && url.username === '' && url.password === '') return { url };
  // Where the address stands, not the address: it may hold a key.
  const place =
    endpoint.env !== undefined && host.env[endpoint.env]
      ? endpoint.env
      : `registry.tools.${tool.id}.endpoint`;
  const message =
    url === undefined
      ? `${tool.name} has no http or https address: look at ${place}`
      : `The address of ${tool.name} in ${place} holds a user name or password; put keys in \`keys\``;
  return { failure: { class: 'FAILED_PRECONDITION', message } };
}

/**
 * The key that goes to a server in a header: the first of the tool's own that has a value. It goes
 * out over https, or to this machine; otherwise nothing is sent at all.
 */
export function keyFor(
  { tool, env }: Pick<AdapterRequest, 'tool' | 'env'>,
  { keyForThisMachine }: Pick<HttpProtocol, 'keyForThisMachine'>,
  base: URL,
): string | Failure | undefined {
  const name = tool.keys.map((key) => key.env).find((variable) => (env[variable] ?? '') !== '');
  if (name === undefined) return undefined;
  if (isThisMachine(base)) return keyForThisMachine ? env[name] : undefined;
  if (base.protocol === 'https:') return env[name];
  const message = `${tool.name} would get ${name} in clear text at ${base.origin}: use https, or leave the key out of registry.tools.${tool.id}.keys`;
  return { class: 'FAILED_PRECONDITION', message };
}

export function isThisMachine({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
