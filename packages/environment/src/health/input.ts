import type {
  AimConfig,
  AimPaths,
  CataloguePackage,
  ConfigProblem,
  ConfigSource,
  Host,
  Protection,
  SecretsBackendChoice,
  StoreId,
} from '@aim/core';
import type { ToolPresence } from '../detect/types.js';
import type { DriftRow } from '../lock/drift.js';
import type { LockDifference } from '../lock/frozen.js';
import type { VersionPolicy } from '../lock/policy.js';
import type { LockedTool } from '../lock/types.js';
import type { PackageFacts } from '../versions/facts/types.js';
import type { LatestVersions } from '../versions/latest-of.js';

/** Everything that the checks look at, gathered by the caller. */
export interface HealthInput {
  host: Host;
  /** The processor that AIM's Node is made for. */
  arch: NodeJS.Architecture;
  /** The C library of this Linux; null elsewhere. */
  libc: 'glibc' | 'musl' | null;
  paths: AimPaths;
  config: AimConfig;
  configSources: readonly ConfigSource[];
  /** Names in these files that stand for nothing, such as an unknown tool in a chain. */
  configReferences: () => Promise<readonly ConfigProblem[]>;
  /** The tools that are programs; one that is only an endpoint or an adapter does not belong here. */
  tools: readonly ToolPresence[];
  /** Tool ids that the configuration names in `registry.tools` and in capability chains. */
  configuredTools: readonly string[];
  wanted: (toolId: string) => WantedTool;
  /** The locks beside the configuration files, and what is locked in them. */
  locks: () => Promise<LockFacts>;
  /** What was last heard of newer versions, by `aim status --online`; null when nothing. */
  latest: (toolId: string) => LatestVersions | null;
  vault: () => Promise<VaultFacts>;
  keys: (toolId: string) => KeyState;
  /** Variables that are set and make a tool pass over the login that it has. */
  overridden: (toolId: string) => readonly string[];
  /** Tools of the AIM+ shape that declare no keys and get the four of `AIM_PLUS_V1`. */
  defaultKeys: readonly { id: string; name: string }[];
  /** Services that are in use here, by what they are asked. */
  endpoints: readonly EndpointFacts[];
  /** How much this user may still write in a folder, in bytes; null where nobody tells. */
  freeBytes: (folder: string) => Promise<number | null>;
  /** Null where nothing may be asked over the network. */
  network: NetworkProbe | null;
  /** Where the audit log is written; undefined when it is switched off. */
  auditFile: () => Promise<string | undefined>;
}

/** What the locks say, and what is known of that. */
export interface LockFacts {
  files: readonly LockFileFacts[];
  tools: readonly LockedToolFacts[];
  policy: VersionPolicy;
}

/** The lock beside one configuration file. */
export interface LockFileFacts {
  path: string;
  exists: boolean;
  /** What makes it no lock. */
  problems: readonly ConfigProblem[];
  /** What its configuration asks for and it does not say. */
  differences: readonly LockDifference[];
}

export interface LockedToolFacts {
  tool: string;
  /** Of the lock. */
  file: string;
  locked: LockedTool;
  drift: DriftRow;
  /** The installed version is none of those that the configuration asks for, whatever is locked. */
  isOutsideRange: boolean;
  /** What its registry said when it was last asked; null when it never was. */
  registry: { facts: PackageFacts; checkedAt: string } | null;
}

export type KeyState = 'present' | 'login' | 'absent' | 'not-needed';

/** What the configuration and the catalogue say of how a tool should be there. */
export interface WantedTool {
  /** The pinned version. */
  version: string | null;
  /** Packages that the configuration names, any of which is right. */
  configured: readonly CataloguePackage[];
  /** All packages that it comes in, best first. */
  known: readonly CataloguePackage[];
  /** True when it does not work without git. */
  needsGit: boolean;
}

export interface EndpointFacts {
  id: string;
  name: string;
  url: string;
  /** The address without what could be a key. */
  shown: string;
  /** The command that starts it, where it is a program of this machine. */
  start?: string;
  /** A provider of models, and no tool of this machine. */
  isProvider?: true;
  /** The models that the configuration names, of a server that speaks the protocol of Ollama. */
  models?: readonly string[];
}

/**
 * Asks an address, without credentials, and takes any HTTP answer for one; rejects when there is
 * none.
 */
export type NetworkProbe = (
  url: string,
  signal: AbortSignal,
  question?: NetworkQuestion,
) => Promise<NetworkAnswer>;

export interface NetworkQuestion {
  /** `GET` unless told. */
  method?: 'GET' | 'HEAD';
  /** The body is wanted, as far as it is no larger than 1 MiB. */
  readsBody?: true;
}

export interface NetworkAnswer {
  status: number;
  /** Its headers `Date` and `Age`. */
  date: string | null;
  age: string | null;
  /** Null where it was not wanted, and where it is larger. */
  body: string | null;
}

/** Where secrets are kept, as plain data: this package does not know the one that keeps them. */
export interface VaultFacts {
  choice: SecretsBackendChoice;
  /** The store in use; null before the first secret. */
  backend: StoreId | null;
  /** What guards the store's key; null where it does not apply. */
  protection: Protection | null;
  secretCount: number;
  /** What else a person should know, as a sentence. */
  note: string | null;
  /** Null when the keychain was not asked. */
  keychain: {
    state: 'ready' | 'locked' | 'unavailable' | 'timeout' | 'denied';
    detail: string | null;
  } | null;
  /** The command that repairs or strengthens the store, where the caller knows a better one. */
  fix?: string;
}
