import type { Finding } from '@aim/core';
import type { HealthReport, Repair } from '@aim/environment';
import type { RoutePlan, ToolRegistration } from '@aim/registry';
import type {
  KeychainState,
  RestoredIndex,
  RestorePlan,
  Rotated,
  SecretInfo,
  SecretVersion,
  SetResult,
  Unlocked,
} from '@aim/secrets';
import type { ResetBreakers, ResetRequest } from './breakers.js';
import type { ConfigPaths, RevokeResult, TrustResult } from './config/files.js';
import type { DashboardKeys } from './config/dashboard-keys.js';
import type { ValidateRequest } from './config/validate.js';
import type { InitConfigRequest, InitConfigResult } from './config/init.js';
import type { SetConfigRequest, SetConfigResult } from './config/set.js';
import type { ShownConfig } from './config/show.js';
import { createContext, type AimOptions } from './context.js';
import type { HealthDocument, HealthDocumentRequest } from './health-document.js';
import type { HealthSelection, ListedCheck, Repaired } from './health.js';
import type { CopiedSecret, CopyOptions } from './clipboard.js';
import type { Invoked, InvokeRequest } from './invoke.js';
import type { MigrateRequest, PlannedMigration } from './migrate.js';
import type { UndoPlan } from './migrate/types.js';
import type { KnownName, NameKind } from './names.js';
import type { RecentEvents } from './recent-events.js';
import type { Route, RouteRequest } from './route.js';
import type { Replay, ReplayRequest } from './route/replay.js';
import type { RunPlan, RunRequest, RunResult } from './run.js';
import type { BackupRequest, BackupResult, RestoreRequest } from './secrets-backup.js';
import type { ImportRequest, PlannedImport } from './secrets-import.js';
import type { CheckedSecret, CheckSecretsRequest } from './secrets-check.js';
import type { RotateRequest, RotationPlan } from './secrets-rotate.js';
import type { BackendDetails, SecretsDoctor } from './secrets-stores.js';
import type { SweepRequest } from './secrets-sweep.js';
import type { PlannedAdoption } from './secrets-adopt.js';
import type { AdoptionInfo } from './sweep/adopt/types.js';
import type { Sweep } from './sweep/types.js';
import type { Exported, ExportRequest } from './secrets-export.js';
import type { SecretHistory } from './secrets-versions.js';
import type { SetSecretPlan, SetSecretRequest } from './secrets.js';
import type { Status, StatusOptions } from './status.js';
import type { StatusSnapshot } from './facts/status-snapshot.js';
import type { CapabilityDetails, ToolDetails } from './tools.js';
import type { Registered } from './tools-register.js';
import { scanUseCases, type ScanUseCases } from './scan/use-cases.js';
import { auditUseCases, type AuditUseCases } from './audit/use-cases.js';
import { installUseCases, type InstallUseCases } from './install/use-cases.js';
import { versionUseCases, type VersionUseCases } from './versions/use-cases.js';
import type { WhyRequest } from './why/secret-why.js';
import type { KeyAnswer } from './why/types.js';

/** Every use case of AIM. Each loads its code when it is called. */
export interface Aim extends AuditUseCases, InstallUseCases, ScanUseCases, VersionUseCases {
  /** What is installed and stored; starts no process and opens no socket. */
  status: (options?: StatusOptions) => Promise<Status>;
  /** What `status` last kept in this folder. */
  statusSnapshot: () => Promise<StatusSnapshot | null>;
  /** The newest records of the audit log. */
  recentEvents: (limit?: number) => Promise<RecentEvents>;
  /** The names of secrets, tools, capabilities or checks, for whoever completes them. */
  listNames: (kind: NameKind) => Promise<KnownName[]>;
  health: (selection?: HealthSelection) => Promise<HealthReport>;
  listHealthChecks: () => Promise<ListedCheck[]>;
  planRepairs: (report: HealthReport) => Promise<{ repair: Repair; plan: string }[]>;
  repairHealth: (planned: readonly { repair: Repair; plan: string }[]) => Promise<Repaired[]>;
  /** A report that may be given to others. */
  healthDocument: (report: HealthReport, request: HealthDocumentRequest) => Promise<HealthDocument>;
  planSetSecret: (request: SetSecretRequest) => Promise<SetSecretPlan>;
  setSecret: (request: SetSecretRequest) => Promise<SetResult>;
  /** For a person to see; refuses an AI agent unless the user's own configuration allows it. */
  getSecret: (name: string) => Promise<string>;
  /** The same for the clipboard, which is cleared after a time. */
  copySecret: (name: string, options?: CopyOptions) => Promise<CopiedSecret>;
  describeSecret: (name: string) => Promise<SecretInfo>;
  listSecrets: () => Promise<SecretInfo[]>;
  verifySecrets: () => Promise<SecretInfo[]>;
  checkSecrets: (request?: CheckSecretsRequest) => Promise<CheckedSecret[]>;
  /** Keys that lie in plaintext in files; changes nothing. */
  sweepSecrets: (request?: SweepRequest) => Promise<Sweep>;
  /** From which place each tool takes a key. Opens no store; answers no value. */
  secretWhy: (request: WhyRequest) => Promise<KeyAnswer[]>;
  /** Plans what becomes of each key that a sweep finds; changes nothing until its `apply`. */
  planAdoption: (request?: SweepRequest) => Promise<PlannedAdoption>;
  /** What was adopted and can be taken back, the oldest first. */
  listAdoptions: () => Promise<AdoptionInfo[]>;
  /** The last adoption unless told. */
  planAdoptionUndo: (id?: number) => Promise<AdoptionInfo>;
  /** Writes the keys back into their files; refuses an AI agent as `getSecret` does. */
  undoAdoption: (id?: number) => Promise<AdoptionInfo>;
  /** At most twice a day, and never an error. */
  expiryWarnings: () => Promise<Finding[]>;
  deleteSecret: (name: string) => Promise<void>;
  /** Secrets as text for a shell, a file or a job; the text holds their values. */
  exportSecrets: (request: ExportRequest) => Promise<Exported>;
  secretHistory: (name: string) => Promise<SecretHistory>;
  planRollback: (name: string, version?: number) => Promise<SecretVersion>;
  rollbackSecret: (
    name: string,
    version?: number,
  ) => Promise<SetResult & { version: SecretVersion }>;
  /** Checks the new value; stores nothing. */
  planRotation: (request: RotateRequest) => Promise<RotationPlan>;
  rotateSecret: (request: RotateRequest, plan: RotationPlan) => Promise<Rotated>;
  planRename: (from: string, to: string) => Promise<void>;
  renameSecret: (from: string, to: string) => Promise<SecretInfo>;
  /** Refuses a place where something lies. */
  checkBackupFile: (file: string, force: boolean) => Promise<string>;
  backUpSecrets: (request: BackupRequest) => Promise<BackupResult>;
  /** True when a passphrase opens the backup. */
  backupWantsPassphrase: (file: string) => Promise<boolean>;
  planRestore: (request: RestoreRequest) => Promise<RestorePlan>;
  restoreSecrets: (request: RestoreRequest) => Promise<RestorePlan>;
  restoreIndex: () => Promise<RestoredIndex>;
  /** Reads a source and plans; stores nothing until its `apply` is called. */
  planImport: (request: ImportRequest) => Promise<PlannedImport>;
  secretsBackend: () => Promise<BackendDetails>;
  secretsDoctor: () => Promise<SecretsDoctor>;
  /** The vault that would be unlocked. */
  planUnlock: () => Promise<string>;
  unlockSecrets: (passphrase: string, forMs: number) => Promise<Unlocked>;
  lockSecrets: () => Promise<{ wasUnlocked: boolean }>;
  probeKeychain: () => Promise<KeychainState>;
  planRun: (
    request: Pick<RunRequest, 'tool' | 'command' | 'extra' | 'allowMissing'>,
  ) => Promise<RunPlan>;
  run: (request: RunRequest) => Promise<RunResult>;
  route: (request: RouteRequest) => Promise<Route>;
  /** The plan of every capability; runs nothing. */
  listRoutes: () => Promise<RoutePlan[]>;
  /** Plans the recorded jobs again by this configuration; runs nothing. */
  replayRoutes: (request?: ReplayRequest) => Promise<Replay>;
  invoke: (request: InvokeRequest) => Promise<Invoked>;
  listTools: () => Promise<ToolDetails[]>;
  toolInfo: (id: string) => Promise<ToolDetails>;
  listCapabilities: () => Promise<CapabilityDetails[]>;
  registerTool: (
    registration: ToolRegistration,
    options?: { dryRun?: boolean },
  ) => Promise<Registered>;
  registerManifest: (file: string, options?: { dryRun?: boolean }) => Promise<Registered>;
  unregisterTool: (id: string, options?: { dryRun?: boolean }) => Promise<Registered>;
  /** Lets tools have jobs again that failed lately. */
  resetBreakers: (request: ResetRequest) => Promise<ResetBreakers>;
  configPaths: () => Promise<ConfigPaths>;
  /** What is in effect, or what stands below one key, and where each value comes from. */
  showConfig: (key?: string) => Promise<ShownConfig>;
  setConfig: (request: SetConfigRequest) => Promise<SetConfigResult>;
  /** Makes a file of what is on this machine. */
  initConfig: (request?: InitConfigRequest) => Promise<InitConfigResult>;
  configSchema: () => Promise<Record<string, unknown>>;
  validateConfig: (request?: ValidateRequest) => Promise<{ files: string[] }>;
  /** The keys that the user gave to actions of the dashboard. */
  dashboardKeys: () => Promise<DashboardKeys>;
  /** Reads what AIM+ and AI_MANGER left; writes nothing until its `apply` is called. */
  planMigration: (request?: MigrateRequest) => Promise<PlannedMigration>;
  planMigrationUndo: (project?: boolean) => Promise<UndoPlan>;
  undoMigration: (project?: boolean) => Promise<UndoPlan>;
  /** In this folder, or from the working directory upward. */
  planTrust: (folder?: string) => Promise<TrustResult>;
  /** Of the content with this hash only, where one is given. */
  trust: (folder?: string, hash?: string) => Promise<TrustResult>;
  /** Takes back the consent to every file of a project. */
  revokeTrust: (folder?: string, options?: { dryRun?: boolean }) => Promise<RevokeResult>;
}

/**
 * AIM for a program: every use case behind one object, with the effects that it may have in
 * `options`. Makes nothing and reads nothing until a use case is called.
 */
export function createAim(options: AimOptions = {}): Aim {
  const context = createContext(options);
  const secrets = () => import('./secrets.js');
  const versions = () => import('./secrets-versions.js');
  const rotation = () => import('./secrets-rotate.js');
  const backups = () => import('./secrets-backup.js');
  const stores = () => import('./secrets-stores.js');
  const undo = () => import('./sweep/adopt/undo-adoption.js');
  const locks = () => import('./secrets-lock.js');
  const tools = () => import('./tools.js');
  const registration = () => import('./tools-register.js');
  const config = () => import('./config/files.js');
  const migration = () => import('./migrate.js');
  const checks = () => import('./health.js');
  return {
    status: async (options) => (await import('./status.js')).status(context, options),
    statusSnapshot: async () =>
      (await import('./facts/status-snapshot.js')).readStatusSnapshot(context),
    recentEvents: async (limit) =>
      (await import('./recent-events.js')).recentEvents(context, limit),
    listNames: async (kind) => (await import('./names.js')).listNames(context, kind),
    ...auditUseCases(context),
    health: async (selection) => (await checks()).health(context, selection),
    listHealthChecks: async () => (await checks()).listHealthChecks(context),
    planRepairs: async (report) => (await checks()).planRepairs(report),
    repairHealth: async (planned) => (await checks()).repairHealth(context, planned),
    healthDocument: async (report, request) =>
      (await import('./health-document.js')).healthDocument(context, report, request),
    planSetSecret: async (request) => (await secrets()).planSetSecret(context, request),
    setSecret: async (request) => (await secrets()).setSecret(context, request),
    getSecret: async (name) => (await import('./secrets-read.js')).getSecret(context, name),
    copySecret: async (name, options) =>
      (await import('./clipboard.js')).copySecret(context, name, options),
    describeSecret: async (name) => (await secrets()).describeSecret(context, name),
    listSecrets: async () => (await secrets()).listSecrets(context),
    verifySecrets: async () => (await secrets()).verifySecrets(context),
    checkSecrets: async (request) =>
      (await import('./secrets-check.js')).checkSecrets(context, request),
    sweepSecrets: async (request) =>
      (await import('./secrets-sweep.js')).sweepSecrets(context, request),
    secretWhy: async (request) => (await import('./why/secret-why.js')).secretWhy(context, request),
    planAdoption: async (request) =>
      (await import('./secrets-adopt.js')).planAdoption(context, request),
    listAdoptions: async () => (await undo()).listAdoptions(context),
    planAdoptionUndo: async (id) => (await undo()).planAdoptionUndo(context, id),
    undoAdoption: async (id) => (await undo()).undoAdoption(context, id),
    expiryWarnings: async () => (await secrets()).expiryWarnings(context),
    deleteSecret: async (name) => (await secrets()).deleteSecret(context, name),
    exportSecrets: async (request) =>
      (await import('./secrets-export.js')).exportSecrets(context, request),
    secretHistory: async (name) => (await versions()).secretHistory(context, name),
    planRollback: async (name, version) => (await versions()).planRollback(context, name, version),
    rollbackSecret: async (name, version) =>
      (await versions()).rollbackSecret(context, name, version),
    planRotation: async (request) => (await rotation()).planRotation(context, request),
    rotateSecret: async (request, plan) => (await rotation()).rotateSecret(context, request, plan),
    planRename: async (from, to) => (await versions()).planRename(context, from, to),
    renameSecret: async (from, to) => (await versions()).renameSecret(context, from, to),
    checkBackupFile: async (file, force) => (await backups()).checkBackupFile(context, file, force),
    backUpSecrets: async (request) => (await backups()).backUpSecrets(context, request),
    backupWantsPassphrase: async (file) => (await backups()).backupWantsPassphrase(context, file),
    planRestore: async (request) => (await backups()).planRestore(context, request),
    restoreSecrets: async (request) => (await backups()).restoreSecrets(context, request),
    restoreIndex: async () => (await backups()).restoreIndex(context),
    planImport: async (request) =>
      (await import('./secrets-import.js')).planImport(context, request),
    secretsBackend: async () => (await stores()).secretsBackend(context),
    secretsDoctor: async () => (await stores()).secretsDoctor(context),
    planUnlock: async () => (await locks()).planUnlock(context),
    unlockSecrets: async (passphrase, forMs) =>
      (await locks()).unlockSecrets(context, passphrase, forMs),
    lockSecrets: async () => (await locks()).lockSecrets(context),
    probeKeychain: async () => (await secrets()).probeKeychain(context),
    planRun: async (request) => (await import('./run.js')).planRun(context, request),
    run: async (request) => (await import('./run.js')).run(context, request),
    route: async (request) => (await import('./route.js')).route(context, request),
    listRoutes: async () => (await import('./route.js')).listRoutes(context),
    replayRoutes: async (request = {}) =>
      (await import('./route/replay.js')).replayRoutes(context, request),
    invoke: async (request) => (await import('./invoke.js')).invoke(context, request),
    listTools: async () => (await tools()).listTools(context),
    listCapabilities: async () => (await tools()).listCapabilities(context),
    toolInfo: async (id) => (await tools()).toolInfo(context, id),
    registerTool: async (tool, options) =>
      (await registration()).registerTool(context, tool, options),
    registerManifest: async (file, options) =>
      (await registration()).registerManifest(context, file, options),
    unregisterTool: async (id, options) =>
      (await registration()).unregisterTool(context, id, options),
    resetBreakers: async (request) =>
      (await import('./breakers.js')).resetBreakers(context, request),
    ...scanUseCases(context),
    ...versionUseCases(context, options),
    ...installUseCases(context),
    configPaths: async () => (await config()).configPaths(context, options),
    showConfig: async (key) => (await import('./config/show.js')).showConfig(context, options, key),
    setConfig: async (request) =>
      (await import('./config/set.js')).setConfig(context, options, request),
    initConfig: async (request = {}) =>
      (await import('./config/init.js')).initConfig(context, options, request),
    configSchema: async () => (await import('@aim/core')).configSchema(),
    validateConfig: async (request) =>
      (await import('./config/validate.js')).validateConfigFiles(context, options, request),
    dashboardKeys: async () =>
      (await import('./config/dashboard-keys.js')).dashboardKeys(context, options),
    planMigration: async (request) => (await migration()).planMigration(context, options, request),
    planMigrationUndo: async (project) => (await migration()).planMigrationUndo(context, project),
    undoMigration: async (project) => (await migration()).undoMigration(context, options, project),
    planTrust: async (folder) => (await config()).planTrust(context, folder),
    trust: async (folder, hash) => (await config()).trust(context, folder, hash),
    revokeTrust: async (folder, options) =>
      (await config()).revokeProjectTrust(context, folder, options),
  };
}
