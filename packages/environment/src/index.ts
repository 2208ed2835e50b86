// The contract of @aim/environment: grouped by concept, every name on purpose.

// detection
export { detectPackage } from './detect/detect-package.js';
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

// versions
export { compareVersions } from './versions/compare-versions.js';
export { effectiveVersion, type EffectiveVersion } from './versions/effective-version.js';
export { readLatestCache, type LatestAnswer, type LatestCache } from './versions/latest-cache.js';
export {
  latestOf,
  latestPackagesOf,
  type LatestVersions,
  type VersionedCopy,
} from './versions/latest-of.js';
export { probeVersion, type ProbedVersion, type VersionProbe } from './versions/probe-version.js';
export { refreshLatest, type RefreshOptions } from './versions/refresh-latest.js';
export {
  allowsVersion,
  parseRange,
  versionScheme,
  type VersionRange,
  type VersionScheme,
} from './versions/range.js';
export { askFacts, type FactsOf, type FactsOptions } from './versions/facts/ask-facts.js';
export { signatureKeys, type KeysOf } from './versions/facts/signature-keys.js';
export type { FactsAnswer, FactsPackage, PackageFacts } from './versions/facts/types.js';

// installing
export {
  installManagers,
  type InstallManager,
  type InstallOutcome,
  type InstallPlan,
  type InstallTarget,
  type KeptCopy,
  type KeptTool,
  type PlannedStep,
  type RefusedTool,
  type StepAction,
  type StepManager,
  type TargetIntegrity,
} from './install/types.js';
export { managers as packageManagers } from './install/managers/managers.js';
export type { Manager, Undo } from './install/managers/manager.js';
export { extrasOf } from './install/extras.js';
export { lookAtManagers, prefixOfCopy } from './install/machine.js';
export { chooseTarget, isInstallManager, type TargetWish } from './install/plan/choose-target.js';
export type {
  EarlierCopy,
  InstallableTool,
  Machine,
  ManagerOnMachine,
  PresentCopy,
  ToolCommands,
} from './install/plan/facts.js';
export { planCommand } from './install/plan/plan-command.js';
export { planInstall, type PlanRequest } from './install/plan/plan-install.js';
export { planRollback } from './install/plan/plan-rollback.js';
export { planUninstall } from './install/plan/plan-uninstall.js';
export type { Contract } from './install/execute/contract.js';
export { executePlan } from './install/execute/execute-plan.js';
export { earlierCopies } from './install/execute/kept-copies.js';
export { interruptedTools } from './install/execute/recover.js';
export type {
  CheckedTool,
  ExecuteOptions,
  InstallEvent,
  InstallPhase,
  InstallPorts,
  ManagerRun,
} from './install/execute/ports.js';
export {
  operationsIn,
  readOperations,
  type OperationKind,
  type OperationRecord,
} from './install/journal.js';
export { sessionsOf } from './install/execute/wait-for-sessions.js';
export type { Session } from './install/sessions.js';

// the lock
export { chooseVersion, type HeldVersion } from './lock/choose-version.js';
export {
  driftRow,
  driftSummary,
  type DriftRow,
  type DriftStatus,
  type DriftSummary,
} from './lock/drift.js';
export { assertFrozen, lockDifferences, type LockDifference } from './lock/frozen.js';
export { lockSchema } from './lock/lock-schema.js';
export { planLock, type LockPlan, type LockStep } from './lock/plan-lock.js';
export { versionPolicy, type VersionPolicy } from './lock/policy.js';
export { parseLock, readLock } from './lock/read-lock.js';
export { factsPackage, type LockNote } from './lock/resolve-context.js';
export { packageOf, packagesOfWish, resolveWish, type Resolution } from './lock/resolve-wish.js';
export { tamperedHash } from './lock/tampered.js';
export { lockedTarget } from './lock/targets.js';
export { lockFileName, type AimLock, type LockedTool } from './lock/types.js';
export type { ChangedBy, InstallRecord } from './lock/who-changed.js';
export {
  wishedPackage,
  wishedRange,
  wishesOf,
  wrongRanges,
  type ToolWish,
  type WishedTool,
} from './lock/wish.js';

// health
export { checkHealth, isHealthy } from './health/check-health.js';
export { healthChecks } from './health/health-checks.js';
export { healthGroups, type HealthGroup } from './health/groups.js';
export { applyRepair, repairText, type Repair } from './health/repair.js';
export { libcOf } from './health/libc-of.js';
export { inGroupOrder } from './health/summarize.js';
export type {
  EndpointFacts,
  HealthInput,
  KeyState,
  LockedToolFacts,
  LockFacts,
  LockFileFacts,
  NetworkAnswer,
  NetworkProbe,
  NetworkQuestion,
  VaultFacts,
  WantedTool,
} from './health/input.js';
export type {
  CheckFinding,
  CheckOptions,
  CheckResult,
  CheckSelection,
  CheckStatus,
  HealthCheck,
  HealthReport,
  OverallStatus,
  StatusCounts,
} from './health/types.js';

// caches
export { scanCaches } from './scan/caches/scan-caches.js';
export type {
  CacheProblem,
  CacheScan,
  CacheScanOptions,
  FoundCache,
  HeldPath,
  TreeSize,
} from './scan/caches/types.js';

// tools that waste disk
export { scanTools } from './scan/tools/scan-tools.js';
export type { ToolScanInput, ToolWaste } from './scan/tools/types.js';

// cleaning
export { applyClean } from './scan/clean/apply-clean.js';
export { cleanFacts, copyFacts } from './scan/clean/facts.js';
export { emptyAside, listAside, type AsideList } from './scan/clean/empty-aside.js';
export { mountPoints } from './scan/clean/mount-points.js';
export { planClean } from './scan/clean/plan-clean.js';
export { planCopies } from './scan/clean/plan-copies.js';
export {
  listCleanings,
  planRestore,
  restoreCleaning,
  type CleaningInfo,
  type RestorableItem,
  type Restored,
} from './scan/clean/restore.js';
export { settleCleanings } from './scan/clean/settle.js';
export type { CleanedStep, Cleaned, CleanRun, FailedStep } from './scan/clean/outcome.js';
export type {
  CopyChoice,
  CopyPlan,
  CopyStep,
  LeftCopy,
  SameFiles,
} from './scan/clean/copy-types.js';
export type {
  CleanChoice,
  CleanFacts,
  CleanPlan,
  CleanStep,
  LeftCache,
} from './scan/clean/types.js';
// scan
export {
  scanDuplicates,
  type DuplicatesOptions,
  type ScanProgress,
} from './scan/duplicates/scan-duplicates.js';
export type {
  DuplicateGroup,
  DuplicatesResult,
  DuplicatesSummary,
  HeldModel,
  ScanProblem,
} from './scan/types.js';
