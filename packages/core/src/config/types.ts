import type { EndpointProtocol } from '../catalogue/endpoint-protocols.js';
import type { SecretsBackendChoice } from '../catalogue/secret-stores.js';
import type { PackageManager } from '../catalogue/package-managers.js';
import type { Check, CostClass, Headless, Locality } from '../catalogue/types.js';

/** `aim_config.json`: the shape of AIM+ and what AIM adds. Every part may be absent. */
export interface AimConfig {
  version?: string;
  registry?: {
    tools?: Record<string, ToolConfig>;
    capabilities?: Record<string, CapabilityConfig>;
    limits?: LimitsConfig;
    crossToolRulesPath?: string;
  };
  environment?: {
    toolsRoot?: string;
    pipxApps?: string[];
    npmGlobal?: string[];
    secretsVault?: string;
    centralCache?: string;
    healthChecks?: HealthCheckConfig;
    versionPins?: Partial<Record<PackageManager, Record<string, string>>>;
    /** Packages beside a tool, in its own environment, by its id. */
    extras?: Record<string, string[]>;
    versionPolicy?: VersionPolicyConfig;
    scanner?: { roots?: string[]; cachePatterns?: string[]; minSizeKB?: number };
  };
  audit?: {
    enabled?: boolean;
    logPath?: string;
    texts?: boolean;
    events?: AuditEventKind[];
    /** A file of the log is full at this size, in MB. */
    maxFileMB?: number;
    /** What is older is removed; nothing unless set. */
    retentionDays?: number;
  };
  secrets?: {
    backend?: SecretsBackendChoice;
    /** Obeyed in the user's own file only. */
    agentReads?: 'refuse' | 'allow';
    /** Base URLs by id of the provider. */
    endpoints?: Record<string, string>;
  };
  /** Keys of the dashboard by the id of an action. */
  dashboard?: { keys?: Record<string, string | string[]> };
  run?: RunConfig;
}

/** Which versions may be chosen. */
export interface VersionPolicyConfig {
  /** How long a version has to be out. */
  cooldownHours?: number;
  signatures?: SignaturePolicy;
}

/** `check`: a signature that is there has to be right. `require`: it has to be there as well. */
export type SignaturePolicy = 'check' | 'require';

/** Keys of commands that are no tools. */
export interface RunConfig {
  env?: SecretVariables;
  /** By the name of the program. */
  commands?: Record<string, { env?: SecretVariables }>;
}

/** Variables and the references `aim://NAME` that fill them. */
export type SecretVariables = Record<string, string>;

export interface HealthCheckConfig {
  enabled?: boolean;
  requiredCommands?: string[];
  requiredPaths?: string[];
  /** Folders that have to be on PATH, in this order. */
  pathOrder?: string[];
  /** The most that a file or folder may allow, in octal, by path. */
  permissions?: Record<string, string>;
  /** Findings that do not count. */
  ignore?: { id: string; tool?: string; until?: string; reason: string }[];
}

export type AuditEventKind =
  'tool_invoke' | 'secret_access' | 'health_check' | 'install' | 'config_change';

export interface ToolConfig {
  name?: string;
  detectCommands?: (string | string[])[];
  versionCommand?: string[];
  configPaths?: string[];
  logPaths?: string[];
  capabilities?: string[];
  adapterScript?: string;
  pinnedVersion?: string;
  autoUpdate?: boolean;
  installCommand?: string[];
  updateCommand?: string[];
  endpoint?: string;
  protocol?: EndpointProtocol;
  models?: string[];
  keys?: string[];
  inject?: 'auto' | 'always' | 'never';
  headless?: Headless;
  check?: Check;
  contextTokens?: number;
  account?: string;
  cost?: CostClass;
  locality?: Locality;
  maxConcurrent?: number;
}

export interface CapabilityConfig {
  primaryTool?: string;
  fallbacks?: string[];
  /** For all attempts together, in ms. */
  timeoutMs?: number;
  /** How often one tool is tried again. */
  maxRetries?: number;
  /** Fields that a payload must have. */
  requires?: string[];
  strategy?: RouteStrategy;
  weights?: Record<string, number>;
}

/** Which of the eligible tools is asked first. */
export const routeStrategies = [
  'ordered',
  'weighted',
  'cheapest',
  'fastest',
  'least-busy',
  'learned',
] as const;
export type RouteStrategy = (typeof routeStrategies)[number];

/** What no job may go beyond. */
export interface LimitsConfig {
  maxPayloadBytes?: number;
  maxFiles?: number;
  /** How many jobs run at once; others wait in line. */
  maxConcurrent?: number;
  /** Globs from the working directory; without them any file is allowed. */
  allowedFiles?: string[];
  /**
   * Globs; one that does not start with a slash or `**` is sought from the working directory, one
   * that begins with `!` allows what it fits.
   */
  forbiddenPaths?: string[];
}
