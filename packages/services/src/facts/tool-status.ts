import {
  effectiveVersion,
  type Channel,
  type LatestVersions,
  type PresenceProblem,
} from '@aim/environment';
import { needsProgram, shownAddress, type Tool } from '@aim/registry';
import type { AimContext } from '../context.js';
import { pinnedVersion } from './pins.js';
import type { KeyState, ToolFacts } from './tool-facts.js';

/** Another file of the tool, which PATH does not run. */
export interface OtherCopy {
  path: string;
  version: string | null;
  channel: Channel;
}

export interface ToolStatus {
  id: string;
  name: string;
  /** True also for an endpoint or an adapter, which need no program. */
  installed: boolean;
  /** The installed version. */
  version: string | null;
  /** The version that runs: another one where the tool fetches newer ones for itself. */
  effective: string | null;
  channel: Channel | null;
  /** As its manager names it. */
  package: string | null;
  /** The file that proves owner and version, or why they are unknown. */
  evidence: string | null;
  /** The program that PATH runs, the endpoint or the adapter. */
  path: string | null;
  /** How many different files of this tool are on the machine. */
  copies: number;
  /** All but the first of them. */
  others: OtherCopy[];
  /** What bears its name and cannot run, and metadata that is damaged. */
  problems: PresenceProblem[];
  pinned: string | null;
  /** What was last heard of newer versions; null when that was never asked. */
  latest: LatestVersions | null;
  key: KeyState;
  /** The last known result of `aim health`, null when it was never asked. */
  health: 'ok' | 'warn' | 'fail' | null;
}

export interface ToolStatusInput {
  facts: Pick<ToolFacts, 'presence' | 'loaded' | 'keyOf'>;
  context: Pick<AimContext, 'host'>;
  latest: LatestVersions | null;
  health: ToolStatus['health'] | undefined;
}

/** What is known of one tool, from facts at hand and the files of its payload. */
export function toolStatus(tool: Tool, input: ToolStatusInput): ToolStatus {
  const { facts, context, latest, health } = input;
  const found = facts.presence.get(tool.id);
  const version = found?.version ?? null;
  return {
    id: tool.id,
    name: tool.name,
    installed: found?.installed === true || !needsProgram(tool),
    version,
    effective: effectiveVersion(version, tool, context.host)?.version ?? version,
    channel: found?.channel ?? null,
    package: found?.package ?? null,
    evidence: found?.evidence ?? null,
    path: found?.path ?? placeOf(tool),
    copies: found?.copies.length ?? 0,
    others: (found?.copies ?? [])
      .slice(1)
      .map((copy) => ({ path: copy.path, version: copy.version, channel: copy.channel })),
    problems: found?.problems ?? [],
    pinned: pinnedVersion(tool, facts.loaded.config),
    latest,
    key: facts.keyOf(tool),
    health: health ?? null,
  };
}

/** Where a tool is reached that is no program of this machine. */
function placeOf({ adapter }: Tool): string | null {
  if (adapter.kind === 'http') return shownAddress(adapter.endpoint.url);
  return adapter.kind === 'script' ? adapter.script : null;
}
