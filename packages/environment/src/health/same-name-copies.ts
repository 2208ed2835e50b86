import type { CataloguePackage, Host } from '@aim/core';
import { programNameOf } from '../detect/program-names.js';
import type { ToolCopy, ToolPresence } from '../detect/types.js';
import type { WantedTool } from './input.js';

/** The copies of a tool that bear one name, the one that runs first. */
export interface NamedCopies {
  name: string;
  copies: ToolCopy[];
}

/** Two programs of one tool, such as `agent` and `cursor-agent`, are no copies of each other. */
export function copiesByName(tool: ToolPresence, { platform }: Host): NamedCopies[] {
  const nameOf = (copy: ToolCopy) => programNameOf(copy.path, platform);
  return [...new Set(tool.copies.map(nameOf))].map((name) => ({
    name,
    copies: tool.copies.filter((copy) => nameOf(copy) === name),
  }));
}

/**
 * The copy that the configuration wants and that another one keeps from running; undefined when
 * the right one runs, when none is right, or when the configuration has no wish.
 */
export function shadowedCopy({ copies }: NamedCopies, wanted: WantedTool): ToolCopy | undefined {
  if (wanted.version === null && wanted.configured.length === 0) return undefined;
  const [running, ...others] = copies;
  if (running === undefined || isWanted(running, wanted)) return undefined;
  return others.find((copy) => isWanted(copy, wanted));
}

function isWanted(copy: ToolCopy, { version, configured }: WantedTool): boolean {
  if (version !== null && copy.version !== version) return false;
  return configured.length === 0 || configured.some((each) => isFrom(copy, each));
}

// uv installs what is configured for pipx just as well.
function isFrom({ channel, package: name }: ToolCopy, wanted: CataloguePackage): boolean {
  const isPython = wanted.manager === 'pipx' && channel === 'uv';
  return (channel === wanted.manager || isPython) && name === wanted.name;
}

/** A copy in words: where it is, whose, which version, and what part it plays. */
export function copyWords({ path, version, channel }: ToolCopy, part?: string): string {
  const owner = channel === 'unknown' ? 'unknown owner' : channel;
  const facts = [owner, version ?? 'version unknown', ...(part === undefined ? [] : [part])];
  return `${path} (${facts.join(', ')})`;
}
