import type { Host } from '@aim/core';
import { join } from 'node:path';

/**
 * The sockets of the session bus, in the order in which they are tried; undefined for a bus that is
 * reached in another way than by a Unix socket (`tcp:`, `launchd:`, `autolaunch:`). A name in the
 * abstract space of Linux begins with NUL.
 */
export function busSockets({ env }: Pick<Host, 'env'>): readonly string[] | undefined {
  const addresses = env['DBUS_SESSION_BUS_ADDRESS'];
  if (!addresses) {
    const runtime = env['XDG_RUNTIME_DIR'];
    return runtime ? [join(runtime, 'bus')] : undefined;
  }
  const sockets: string[] = [];
  for (const address of addresses.split(';').filter((each) => each !== '')) {
    const socket = socketOf(address);
    if (socket === undefined) return undefined;
    sockets.push(socket);
  }
  return sockets.length > 0 ? sockets : undefined;
}

function socketOf(address: string): string | undefined {
  if (!address.startsWith('unix:')) return undefined;
  const pairs = address.slice('unix:'.length).split(',');
  const valueOf = (key: string) =>
    pairs.find((pair) => pair.startsWith(`${key}=`))?.slice(key.length + 1);
  try {
    const [path, abstract] = [valueOf('path'), valueOf('abstract')];
    if (path) return decodeURIComponent(path);
    return abstract ? `\0${decodeURIComponent(abstract)}` : undefined;
  } catch {
    // A lone "%": no address.
    return undefined;
  }
}
