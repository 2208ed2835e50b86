// The contract of @aim/registry: grouped by concept, every name on purpose.

// tools
export { needsProgram, type Tool, type ToolAdapter } from './tools/tool.js';
export { buildRegistry, type Registry } from './tools/build-registry.js';
export { findTool } from './tools/find-tool.js';
export { unconfinable } from './tools/confinement.js';
export { localityOf } from './tools/locality.js';
export { isLoggedIn } from './tools/login.js';
export { shownAddress } from './tools/endpoint-address.js';
export { ollamaAddress } from './invoke/adapters/ollama-address.js';
export { toolFiles } from './tools/tool-files.js';
export {
  removeRegistration,
  writeManifest,
  writeRegistration,
  type ToolRegistration,
} from './tools/register.js';

// capabilities
export {
  capabilities,
  type CapabilityDefinition,
  type CapabilityName,
} from './capabilities/capabilities.js';
export type { Limits } from './capabilities/limits.js';
export { nativeTool } from './capabilities/answer-versions.js';

// plan
export { planRoute } from './plan/plan-route.js';
export { planWithBreakers } from './plan/plan-with-breakers.js';
export { breakerReason, type OpenBreaker } from './plan/open-breaker.js';
export { accountsOf, type AccountFacts, type ChainDomain } from './plan/failure-domains.js';
export type { RouteNeeds } from './plan/needs.js';
export type { ToolFigures } from './plan/strategies.js';
export { grantFor, mayWrite, type Granted } from './plan/permission.js';
export type {
  Exclusion,
  RouteCandidate,
  RouteFacts,
  RouteOptions,
  RoutePlan,
  ToolOnMachine,
} from './plan/route-plan.js';

// circuit breakers
export {
  openBreakers,
  type BreakerOptions,
  type Breakers,
  type BreakerSources,
} from './breaker/breakers.js';
export { listOpenBreakers, resetBreakers, type ListedBreaker } from './breaker/reset-breakers.js';

// running jobs
export { openPlaces, type Line, type Place, type Places, type Wait } from './running/places.js';

// classes of failure
export { errorClasses, type ErrorClass } from './classify/error-classes.js';

// invocation
export { invokeJob } from './invoke-job.js';
export type { InvokeSources, Job } from './invoke/invoke-on.js';
export { invokeRoute } from './invoke/dispatch.js';
export type { InvokeEvent } from './invoke/events.js';
export type { InvokePorts, InvokeRequest } from './invoke/request.js';
export type { Payload, Usage } from './invoke/adapter.js';
export {
  invokeFailure,
  type Attempt,
  type InvokeError,
  type InvokeResult,
} from './invoke/result.js';
export {
  toolEnvironment,
  toolKeys,
  type EnvironmentSources,
  type ToolEnvironment,
} from './invoke/tool-environment.js';

// the registry of a user
export {
  loadRegistry,
  openRegistry,
  type OpenedRegistry,
  type RegistryOptions,
} from './open-registry.js';

// the package by itself
export {
  getFallbackChain,
  getToolInfo,
  invokeTool,
  registerTool,
  routeCapability,
  type InvokeOptions,
  type ToolInfo,
} from './standalone.js';
