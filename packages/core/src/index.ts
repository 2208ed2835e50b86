// The contract of @aim/core: grouped by concept, every name on purpose.

// errors
export {
  AimError,
  exitCodeOf,
  isAimError,
  messageOf,
  reportError,
  type AimErrorOptions,
  type ErrorReport,
} from './errors/aim-error.js';
export { errorCodes, type ErrorCode } from './errors/error-codes.js';
export { exitCodes, type ExitCode, type ExitName } from './errors/exit-codes.js';
export { fileError, isMissing, systemCode } from './errors/from-system-error.js';

// envelope
export {
  errorEnvelope,
  outcomeEnvelope,
  type Envelope,
  type Finding,
  type Outcome,
} from './envelope/envelope.js';

// host and paths
export { systemHost, type Host } from './host/host.js';
export { aimPaths, type AimPaths } from './paths/aim-paths.js';

// files
export { writeFileAtomic, type AtomicWriteOptions } from './files/atomic-write.js';
export {
  isProcessMark,
  markOfThisProcess,
  processIsGone,
  type ProcessMark,
} from './files/process-mark.js';
export { readStateFile, readTextFile, type ReadTextOptions } from './files/read-file.js';
export {
  isLeftLock,
  lockHolder,
  removeLeftLock,
  withLock,
  type LockOptions,
} from './files/with-lock.js';
export { foldersUpward } from './files/folders-upward.js';
export { isWithin } from './files/is-within.js';
export { findGitRoot } from './files/git-root.js';

// configuration
export { configKey, parseConfigKey, type ConfigPath } from './config/config-key.js';
export {
  createConfigFile,
  editConfig,
  type ConfigChange,
  type EditedConfig,
  type EditOptions,
} from './config/edit-config.js';
export { expand, expandIfDefined, type Expansion, type ExpansionScope } from './config/expand.js';
export { expandSetting } from './config/expand-setting.js';
export {
  configFileName,
  editedConfigFile,
  findConfigFiles,
  findProjectConfig,
  type ConfigPlace,
} from './config/find-config.js';
export { configLeaves, configValueAt, mergeConfig, type ConfigLeaf } from './config/layers.js';
export {
  loadConfig,
  readConfigFiles,
  type ConfigSource,
  type LoadedConfig,
} from './config/load-config.js';
export { createLocator, type Locate, type Position } from './config/locate.js';
export { settingPlace } from './config/setting-place.js';
export { contentHash, isTrusted, revokeTrust, trustFile } from './config/trust.js';
export { withholdUntrusted, type Withheld } from './config/withhold.js';
export {
  routeStrategies,
  type AimConfig,
  type AuditEventKind,
  type CapabilityConfig,
  type LimitsConfig,
  type RouteStrategy,
  type SignaturePolicy,
  type ToolConfig,
  type VersionPolicyConfig,
} from './config/types.js';
export { parseConfig, parseManifest, parsePlace, type Manifest } from './config/parse-config.js';
export { findProjectManifests, manifestsIn, projectManifests } from './config/find-manifests.js';
export { readConfigFile } from './config/read-config-file.js';
export { checkJson, type CheckedJson } from './config/check-json.js';
export { configInvalid, problemText, type ConfigProblem } from './config/config-problem.js';
export type { Validator } from './config/schema-problems.js';
export {
  configDefaults,
  configSchema,
  lookUpConfigKey,
  type KnownKey,
} from './config/config-schema.js';
export { findDuplicateKeys } from './config/duplicate-keys.js';

// catalogue
export { knownKeyNames, loadCatalogue } from './catalogue/catalogue.js';
export {
  loadProviderDetails,
  type KeyAlphabet,
  type KeyShape,
  type ProviderAnswer,
  type ProviderDetails,
  type ProviderQuestion,
} from './catalogue/provider-details.js';
export {
  loadJobCatalogue,
  loadToolDetails,
  type CatalogueToolDetails,
  type InstallChannel,
  type UpdateSetting,
} from './catalogue/tool-details.js';
export type {
  CredentialFile,
  FileFormat,
  ReadStep,
  ToolFiles,
  ToolReads,
  ToolWrite,
} from './catalogue/tool-files.js';
export {
  loadDirectories,
  type CatalogueDirectory,
  type DirectoryOwner,
} from './catalogue/directories.js';
export {
  placePaths,
  placeScope,
  platformName,
  type CataloguePath,
  type CataloguePlace,
  type PlaceScope,
  type PlatformName,
} from './catalogue/places.js';
export {
  costClasses,
  grantedPermissions,
  type Catalogue,
  type CatalogueEndpoint,
  type CataloguePackage,
  type CataloguePayload,
  type CatalogueTool,
  type Check,
  type CostClass,
  type Figure,
  type GrantedPermission,
  type Headless,
  type JobFacts,
  type KeyVariable,
  type Locality,
  type NoJobs,
  type PermissionGrant,
  type Provider,
  type ToolErrorClass,
} from './catalogue/types.js';

export { endpointProtocols, type EndpointProtocol } from './catalogue/endpoint-protocols.js';
export { packageManagers, type PackageManager } from './catalogue/package-managers.js';
export { exportFormats, type ExportFormat } from './catalogue/export-formats.js';
export {
  protections,
  secretsBackendChoices,
  secretStores,
  type Protection,
  type SecretsBackendChoice,
  type StoreId,
} from './catalogue/secret-stores.js';

// who asks, and the clipboard
export { probeAsker, type Asker, type AskerProbe } from './asker/asker.js';
export {
  copyForATime,
  findClipboard,
  type Clipboard,
  type TimedCopy,
} from './clipboard/clipboard.js';

// processes
export { gitEnvironment, gitSafeOptions } from './process/git-environment.js';
export { endEscaped, isWithinRun, markRun, type RunMark } from './process/end-escaped.js';
export { hasControllingTerminal } from './process/controlling-terminal.js';
export { listProcesses } from './process/list-processes.js';
export { isVariableName, variableSizeProblem } from './process/environment-variable.js';
export { pathFolders, resolveCommand, type ResolvedCommand } from './process/resolve-command.js';
export { runCaptured, type CapturedResult, type CapturedRun } from './process/run-captured.js';
export { startDetached, type DetachedStart } from './process/start-detached.js';
export {
  runTransparent,
  type OutputFilter,
  type TransparentResult,
  type TransparentRun,
} from './process/run-transparent.js';

export { windowsLaunch, type Launch, type WindowsSystem } from './process/windows-launch.js';

// HTTP
export { joinSignals, type JoinedSignal } from './http/join-signals.js';
export { readBody } from './http/read-body.js';

// redaction and text
export {
  createLeakFinder,
  type LeakFinder,
  type LeakHit,
  type NamedValue,
} from './redact/find-leaks.js';
export {
  findLeaksInFile,
  searchFile,
  type ByteFinder,
  type FileLeak,
  type LinePlace,
} from './redact/find-in-file.js';
export { textWidth, type TextWidth } from './redact/utf16.js';
export { overwriteLeaks } from './redact/overwrite-leaks.js';
export { minMaskableLength } from './redact/mask.js';
export { createByteRedactor, type ByteRedactor } from './redact/redact-bytes.js';
export { createRedactStream, type RedactStream } from './redact/redact-stream.js';
export { isPlainObject, tryParseJson } from './data/json.js';
export { redactData, type Redact } from './redact/redact-data.js';
export { createRedactor } from './redact/redact-text.js';
export type { SecretForm } from './redact/scan-bytes.js';
export { createControlStripper, stripControls } from './text/control-characters.js';
export { countOf } from './text/count-of.js';
export { decodeText, type DecodedText } from './text/decode-text.js';
export { didYouMean, nearest } from './text/nearest.js';

// values in configuration files
export {
  dataOf,
  readDocument,
  type DocumentNode,
  type DocumentReading,
} from './structured/document.js';
export {
  parseStructured,
  readValues,
  type StructuredDocument,
  type StructuredFormat,
  type StructuredValue,
} from './structured/read-values.js';

// audit
export {
  createAuditLog,
  type Appended,
  type AuditEntry,
  type AuditLog,
} from './audit/audit-log.js';
export {
  auditEvents,
  auditFormats,
  auditSeverities,
  type AuditEvent,
  type AuditFormat,
  type AuditRecord,
  type AuditSeverity,
  type ImportedRecord,
  type ImportOrigin,
} from './audit/events.js';
export { openAuditImport, type AuditImport } from './audit/import-records.js';
export {
  auditRecords,
  lastAuditRecord,
  recentAuditRecords,
  type RecordSelection,
} from './audit/last-record.js';
export { verifyLog, type LogBreak, type VerifiedLog } from './audit/verify-log.js';
