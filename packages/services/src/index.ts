// The contract of @aim/services: one object with every use case, and the data that it answers with.

export { createAim, type Aim } from './create-aim.js';
export type { AimOptions } from './context.js';

export type { AuditExport, AuditExportRequest } from './audit/export-audit.js';
export type { FollowRequest } from './audit/follow-audit.js';
export type { AuditQuery, AuditStats, VerifiedAudit } from './audit/query-audit.js';
export type { AuditSelection } from './audit/select.js';
export type { ResetBreakers, ResetRequest } from './breakers.js';
export type { CopiedSecret, CopyOptions } from './clipboard.js';
export type { ConfigPaths, RevokeResult, TrustResult } from './config/files.js';
export type { CheckKeys, DashboardKeys } from './config/dashboard-keys.js';
export type { ValidateRequest } from './config/validate.js';
export type { InitConfigRequest, InitConfigResult } from './config/init.js';
export type { ValueOrigin } from './config/layers.js';
export type { SetConfigRequest, SetConfigResult } from './config/set.js';
export type { ShownConfig, ShownValue, WithheldValue } from './config/show.js';
export type { TrustAfterChange } from './config/target.js';
export type { HealthDocument, HealthDocumentRequest } from './health-document.js';
export type { HealthSelection, ListedCheck, Repaired } from './health.js';
export type { AdoptedTool, Adoption } from './install/adopt.js';
export type { Applied, AppliedStep, ApplyOptions } from './install/apply-plan.js';
export type { OutdatedTool } from './install/outdated.js';
export type { InstallRequest, PlannedInstall } from './install/plan-installs.js';
export type { RunningTool } from './install/running-tools.js';
export {
  installManagers,
  type InstallEvent,
  type InstallManager,
  type InstallPlan,
  type InstallPhase,
  type PlannedStep,
} from '@aim/environment';
export type { Invoked, InvokeRequest } from './invoke.js';
export type { MissingKey } from './child-environment.js';
export type { MigrateRequest, PlannedMigration } from './migrate.js';
export type {
  AuditPlan,
  ConflictSide,
  FieldOutcome,
  Migrated,
  MigrationConflict,
  MigrationPlan,
  PlannedField,
  Preference,
  SecretsStep,
  UndoPlan,
} from './migrate/types.js';
export type { KnownName, NameKind } from './names.js';
export type { RecentEvents } from './recent-events.js';
export type { Route, RouteRequest } from './route.js';
export type { RouteWishes } from './facts/route-facts.js';
export type { RouteChange, WhatIf } from './route/what-if.js';
export type { Replay, ReplayChange, ReplayRequest } from './route/replay.js';
export type { LeakReport, Overwritten } from './leaks/watch-leaks.js';
export type { RunPlan, RunRequest, RunResult } from './run.js';
export type { BackupRequest, BackupResult, RestoreRequest } from './secrets-backup.js';
export type { ImportRequest, Imported, PlannedImport } from './secrets-import.js';
export type { AskingOptions } from './ask-about-key.js';
export type { CheckedSecret, CheckSecretsRequest } from './secrets-check.js';
export type { RotateRequest, RotationPlan } from './secrets-rotate.js';
export type { BackendDetails, SecretsCheck, SecretsDoctor } from './secrets-stores.js';
export type { CacheRow, Caches, CachesRequest } from './scan/caches.js';
export type { CleanRequest, PlannedClean } from './scan/clean.js';
export type { Emptied } from './scan/restore.js';
export type { ToolsScan } from './scan/tools.js';
export type { SweepRequest } from './secrets-sweep.js';
export type { PlannedAdoption } from './secrets-adopt.js';
export type { Adopted } from './sweep/adopt/adopt-files.js';
export type { ByHandReason } from './sweep/adopt/by-hand.js';
export type {
  AdoptedState,
  AdoptionInfo,
  AdoptionPlan,
  AdoptStep,
  ByHand,
} from './sweep/adopt/types.js';
export type { GitState, Sweep, SweepHit, SweepSummary } from './sweep/types.js';
export type { Exported, ExportKey, ExportRequest } from './secrets-export.js';
export type { SecretHistory } from './secrets-versions.js';
export type { Duplicates, DuplicatesRequest, OldReport } from './scan/duplicates.js';
export type { WholeScan } from './scan/whole.js';
export type { SetSecretPlan, SetSecretRequest } from './secrets.js';
export type { OtherCopy, ToolStatus } from './facts/tool-status.js';
export type { StatusSnapshot } from './facts/status-snapshot.js';
export type { Status, StatusOptions } from './status.js';
export type { CapabilityDetails, ToolDetails, ToolLimits } from './tools.js';
export type { Registered } from './tools-register.js';
export type { JobDetails } from './facts/job-details.js';
export type { KeyState } from './facts/tool-facts.js';
export type { LockRequest, LockResult } from './lock.js';
export type { VersionCheck, VersionCheckRequest } from './version-check.js';
export type { PinRequest, PinResult } from './version-pin.js';
export type { VersionReport, VersionReportRequest } from './version-report.js';
export type { SyncRequest } from './version-sync.js';
export type { VersionWhy } from './version-why.js';
export type { WhyRequest } from './why/secret-why.js';
export type { KeyAnswer, KeyCopy, KeyPlace, PlaceView, ShellLine, Winner } from './why/types.js';

// What the layers below answer with, so that a program needs only this package.
export type {
  AsideList,
  CacheProblem,
  CheckResult,
  CheckStatus,
  Cleaned,
  CleaningInfo,
  CleanPlan,
  CleanStep,
  CopyPlan,
  DriftRow,
  DriftStatus,
  DuplicateGroup,
  FailedStep,
  HealthReport,
  LeftCache,
  LockStep,
  Repair,
  Restored,
  ScanProblem,
  ScanProgress,
  ToolWaste,
} from '@aim/environment';
export type {
  InvokeEvent,
  InvokeResult,
  OpenBreaker,
  Payload,
  RoutePlan,
  ToolRegistration,
} from '@aim/registry';
export type { KeyFinding, OnlineAnswer } from '@aim/secrets/check';
export type {
  BackupKey,
  BackupLock,
  ImportPlan,
  ImportStep,
  Injection,
  InjectionPlan,
  KeychainState,
  RestoredIndex,
  RestorePlan,
  Rotated,
  SecretInfo,
  SecretVersion,
  SetResult,
  SkipReason,
  StoreAction,
  StoreDiagnosis,
  VaultStatus,
} from '@aim/secrets';
