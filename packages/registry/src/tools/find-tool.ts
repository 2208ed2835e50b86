import { AimError, didYouMean, type Withheld } from '@aim/core';
import type { Registry } from './build-registry.js';
import type { Tool } from './tool.js';
import { untrustedWords, waitsForTrust } from './waits-for-trust.js';

/**
 * The tool of that id, or of that name in any case.
 *
 * @param withheld - what of the configuration waits for trust
 * @throws AimError `usage.unknown_tool`, with the nearest id, or how to trust what defines the tool
 */
export function findTool(
  registry: Registry,
  name: string,
  withheld: readonly Withheld[] = [],
): Tool {
  const wanted = name.toLowerCase();
  const tool =
    registry.tools.get(name) ??
    [...registry.tools.values()].find(
      (candidate) =>
        candidate.id.toLowerCase() === wanted || candidate.name.toLowerCase() === wanted,
    );
  if (tool !== undefined) return tool;
  if (waitsForTrust('tools', name, withheld)) {
    throw new AimError('usage.unknown_tool', `No tool ${name} is known: ${untrustedWords}`, {
      hint: 'aim trust',
      details: { tool: name },
    });
  }
  const near = didYouMean(name, registry.tools.keys());
  throw new AimError(
    'usage.unknown_tool',
    `No tool ${name} is known${near === undefined ? '' : `; ${near}`}`,
    { hint: 'aim tools list', details: { tool: name } },
  );
}
