// The contract of @aim/environment: grouped by concept, every name on purpose.

// detection
export { detectTools } from './detect/detect-tools.js';
export type {
  Channel,
  DetectableTool,
  DetectOptions,
  PresenceProblem,
  PresenceProblemKind,
  ToolCopy,
  ToolPresence,
} from './detect/types.js';

// health
export { checkHealth, isHealthy } from './health/check-health.js';
export { healthChecks } from './health/health-checks.js';
export type {
  CheckFinding,
  CheckResult,
  CheckSelection,
  CheckStatus,
  HealthCheck,
  HealthInput,
  HealthReport,
  KeyState,
  OverallStatus,
  VaultFacts,
} from './health/types.js';
