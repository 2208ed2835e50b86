import type { AimContext } from '../context.js';
import { status } from '../status.js';

/** A tool that is installed, beside the newest version of its channel. */
export interface OutdatedTool {
  tool: string;
  manager: string;
  version: string | null;
  /** Of its own channel. */
  latest: string | null;
  /** That its makers publish. */
  upstream: string | null;
  pinned: string | null;
  update: 'available' | 'current' | 'unknown';
  /** Why the registry gave no answer. */
  failure: string | null;
}

/**
 * The installed tools with the newest version of each one's own channel. Asks the registries what
 * was not asked in the last hour; never rejects for the network.
 */
export async function outdated(context: AimContext): Promise<OutdatedTool[]> {
  const { tools } = await status(context, { online: true });
  return tools
    .filter(({ installed, channel }) => installed && channel !== null)
    .map(({ id, channel, version, latest, pinned }) => ({
      tool: id,
      manager: channel as string,
      version,
      latest: latest?.version ?? null,
      upstream: latest?.upstream ?? null,
      pinned,
      update: latest?.update ?? 'unknown',
      failure: latest?.failure ?? null,
    }));
}
