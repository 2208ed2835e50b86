import type { GrantedPermission, Host, runCaptured } from '@aim/core';
import type { Clocks } from '../classify/failure.js';
import type { Breakers } from '../breaker/breakers.js';
import type { RoutePlan, ToolOnMachine } from '../plan/route-plan.js';
import type { Places } from '../running/places.js';
import type { Registry } from '../tools/build-registry.js';
import type { Tool } from '../tools/tool.js';
import type { Payload } from './adapter.js';
import type { InvokeEvent } from './events.js';
import type { ToolEnvironment } from './tool-environment.js';

export interface InvokeRequest {
  capability: string;
  payload: Payload;
  plan: RoutePlan;
  permission: GrantedPermission;
  model?: string;
  /** For all attempts together, in ms; 600,000 unless told. */
  deadlineMs?: number;
  /** How long an attempt may be silent; 120 s before its first byte and between two, unless told. */
  clocks?: Clocks;
  cwd: string;
  /** What a tool has changed that then failed is put back, and the next one has its turn. */
  restore?: boolean;
  /** The job may not leave this machine, whatever a tool would do. */
  localOnly?: boolean;
  /** Asks the running tool to end. */
  signal?: AbortSignal;
  /** Ends it at once. */
  kill?: AbortSignal;
  /** Somebody looks on: what tools say is told by events while it comes. */
  isWatched?: boolean;
}

export interface InvokePorts {
  host: Host;
  registry: Registry;
  presence: ReadonlyMap<string, ToolOnMachine>;
  run: typeof runCaptured;
  fetch: typeof globalThis.fetch;
  /** The whole environment of a tool's process, made only when its turn comes. */
  environmentFor: (tool: Tool) => Promise<ToolEnvironment>;
  /** Without them no tool is ever left alone. */
  breakers?: Pick<Breakers, 'admit' | 'note' | 'warnings'>;
  /** Without them nobody counts who runs, and nobody waits. */
  places?: Places;
  /** From 0 up to 1; `Math.random` unless told. */
  random?: () => number;
  onEvent?: (event: InvokeEvent) => void;
}
