import type { GrantedPermission, Withheld } from '@aim/core';
import type { Tool } from '../tools/tool.js';
import type { OpenBreaker } from './open-breaker.js';

/** What the plan depends on besides the registry; gathered before, so that planning is pure. */
export interface RouteFacts {
  /** By tool id; a tool that is not in it counts as not installed. */
  presence: ReadonlyMap<string, ToolOnMachine>;
  /** Told in the reason only: a tool may also have a login of its own. */
  keys?: (tool: Tool) => 'present' | 'absent' | 'not-needed';
  permission: GrantedPermission;
  /** The chain is this tool alone. */
  only?: string;
  /** What of the configuration waits for trust: told where one of these would be needed. */
  withheld?: readonly Withheld[];
  /** By tool id: the circuit breaker that is not closed, where there is one. */
  breakers?: (tool: string) => OpenBreaker | undefined;
  /** The tool whose breaker does not keep it out. */
  forcedProbe?: string;
}

export interface ToolOnMachine {
  installed: boolean;
  path: string | null;
  version: string | null;
}

/** Which tools take a job, in which order, and why each other one does not. Plain data. */
export interface RoutePlan {
  capability: string;
  /** The first of the chain; null when no tool is eligible. */
  chosen: string | null;
  /** Eligible tools in order, each once. */
  chain: string[];
  /** Every registered tool exactly once: the chain's in its order, then the others. */
  candidates: RouteCandidate[];
}

export interface RouteCandidate {
  tool: string;
  eligible: boolean;
  /** Place in the chain from 1; null when not eligible. */
  rank: number | null;
  reason: string;
  excludedBy: Exclusion | null;
  /** Of a tool whose circuit breaker is not closed. */
  breaker?: OpenBreaker;
}

export type Exclusion =
  | 'capability'
  | 'not-in-chain'
  /** The configured chain names a tool that nobody registers. */
  | 'not-registered'
  | 'no-adapter'
  | 'permission'
  | 'not-installed'
  /** It failed lately, and its circuit breaker is open. */
  | 'breaker';
