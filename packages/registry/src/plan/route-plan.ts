import type { GrantedPermission, Locality, RouteStrategy, Withheld } from '@aim/core';
import type { ChainDomain } from './failure-domains.js';
import type { RouteNeeds } from './needs.js';
import type { ToolFigures } from './strategies.js';
import type { Tool } from '../tools/tool.js';
import type { OpenBreaker } from './open-breaker.js';

/** What the plan depends on besides the registry; gathered before, so that planning is pure. */
export interface RouteFacts {
  /** By tool id; a tool that is not in it counts as not installed. */
  presence: ReadonlyMap<string, ToolOnMachine>;
  /**
   * Told in the reason only, unless the job needs a key: a tool may also have a login of its own.
   * `lost` is absent of which it is known that nothing stands in for it.
   */
  keys?: (tool: Tool) => 'present' | 'absent' | 'not-needed' | 'lost';
  permission: GrantedPermission;
  needs?: RouteNeeds;
  /** That of the capability unless told. */
  strategy?: RouteStrategy;
  /** Decides what the strategy `weighted` leaves to chance; 1 unless told. */
  seed?: number;
  /** What earlier jobs told, by tool id. */
  figures?: (tool: string) => ToolFigures | undefined;
  /** How many jobs a tool has now, by its id. */
  running?: (tool: string) => number | undefined;
  /** Whether jobs of a tool stay on this machine; what its manifest says unless told. */
  locality?: (tool: Tool) => Locality | undefined;
  /** Why nothing can keep a program of this machine from the network; it can be kept unless told. */
  unconfinable?: (tool: Tool) => string | undefined;
  /** The accounts that a tool can work with; what its manifest says unless told. */
  accounts?: (tool: Tool) => readonly string[];
  /** Why a tool is to be thought of as out of order. */
  down?: (tool: Tool) => string | undefined;
  /** The chain is this tool alone. */
  only?: string;
  /** What of the configuration waits for trust: told where one of these would be needed. */
  withheld?: readonly Withheld[];
  /** By tool id: the circuit breaker that is not closed, where there is one. */
  breakers?: (tool: string) => OpenBreaker | undefined;
  /** The tool whose breaker does not keep it out. */
  forcedProbe?: string;
}

/** What a job may ask of its plan, and what is known for that. */
export type RouteOptions = Pick<
  RouteFacts,
  | 'needs'
  | 'strategy'
  | 'seed'
  | 'figures'
  | 'running'
  | 'locality'
  | 'unconfinable'
  | 'accounts'
  | 'down'
>;

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
  strategy: {
    name: RouteStrategy;
    seed: number;
    /** What the strategy did not know. */
    note: string | null;
  };
  /** What of the chain fails together. */
  failureDomains: ChainDomain[];
  warnings: string[];
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
  /** By the strategy: the lower, the sooner. Null where it knows nothing, or goes by order. */
  score: number | null;
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
  | 'breaker'
  /** A question of what if says that it is out of order. */
  | 'down'
  | 'local-only'
  | 'model'
  | 'context'
  | 'cost'
  | 'key';
