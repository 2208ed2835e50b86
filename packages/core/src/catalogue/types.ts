import type { ToolConfig } from '../config/types.js';
import type { EndpointProtocol } from './endpoint-protocols.js';
import type { PackageManager } from './package-managers.js';
import type { CataloguePlace } from './places.js';

/**
 * What AIM's start needs of one tool. The rest is in `CatalogueToolDetails`; the JSON Schema beside
 * the data is the full contract.
 */
export interface CatalogueTool extends JobFacts {
  id: string;
  name: string;
  kind:
    | 'coding-agent'
    | 'chat-cli'
    | 'local-runtime'
    | 'gateway'
    | 'cloud-agent'
    | 'hub-cli'
    | 'http'
    | 'program';
  binaries: readonly string[];
  searchPaths?: readonly string[];
  packages?: readonly CataloguePackage[];
  capabilities: readonly string[];
  /** Why AIM gives it no jobs of itself. */
  noJobs?: NoJobs;
  /** True for a tool that takes a prompt without a person; how is in its job facts. */
  isHeadless?: true;
  endpoint?: CatalogueEndpoint;
  keys: readonly KeyVariable[];
  login?: { files: readonly string[]; at?: string; overriddenBy: readonly string[] };
  noUpdateEnv?: Readonly<Record<string, string>>;
  payload?: CataloguePayload;
}

/** Newer versions that a tool fetches for itself and runs in place of the installed one. */
export interface CataloguePayload {
  /** Holds `PLATFORM/VERSION/package.json`. */
  folder: CataloguePlace;
  /** The name in that package.json. */
  package: string;
  /** Variables that keep the tool to the installed version. */
  off: Readonly<Record<string, string>>;
}

/** What a tool is planned and run with; only in a catalogue of `loadJobCatalogue`. */
export interface JobFacts {
  headless?: Headless;
  errors?: {
    exitCodes?: Readonly<Record<string, ToolErrorClass>>;
    patterns?: readonly { class: ToolErrorClass; pattern: string }[];
  };
}

export type NoJobs = 'no-prompt' | 'not-read-only' | 'cloud' | 'server' | 'no-model' | 'retired';

export interface CataloguePackage {
  manager: PackageManager;
  name: string;
}

/** A variable that a tool reads its credential from. */
export interface KeyVariable {
  env: string;
  /**
   * The secrets that can fill it, best first; the one of its own name unless told. With an empty
   * list it is kept when the user's environment has it, and never filled.
   */
  secrets?: readonly string[];
}

export interface CatalogueEndpoint {
  url: string;
  env?: string;
  /** Found out where it is not known. */
  protocol?: EndpointProtocol;
}

/** How a tool runs one prompt without a person at the keyboard. */
export interface Headless {
  args: readonly string[];
  prompt: 'stdin' | 'file' | 'argument';
  promptArgs?: readonly string[];
  modelArgs?: readonly string[];
  permission: Readonly<Partial<Record<GrantedPermission, PermissionGrant>>>;
  output: {
    format: 'text' | 'json' | 'json-array' | 'json-lines';
    text?: string;
    where?: Readonly<Record<string, string>>;
    error?: string;
    /**
     * Of JSON lines: which of them hold the next piece of the answer, and where in it; which of them
     * begin another message, of which the last is the answer.
     */
    pieces?: {
      where: Readonly<Record<string, string>>;
      text: string;
      begin?: Readonly<Record<string, string>>;
    };
  };
  exitCodeReliable?: boolean;
  retriesInternally?: boolean;
}

/** How a program checks files. It gets no prompt, and its exit code may be an answer. */
export interface Check {
  /** `{files}` becomes what grants the permission, and the files of the job, each an argument. */
  args: readonly string[];
  /** The files of a job that names none. */
  defaultFiles?: readonly string[];
  /** Given when the job says `fix`; without them the tool takes no such job. */
  fixArgs?: readonly string[];
  permission: Readonly<Partial<Record<GrantedPermission, PermissionGrant>>>;
  output: { format: 'text' | 'json' };
  /** What proves an answer: one of these codes, and what the output has to hold. */
  success: { exitCodes: readonly number[]; pattern?: string };
  /** Numbers of the answer by name, such as `issues_found`. */
  figures?: Readonly<Record<string, Figure>>;
}

/** The length of the list, the sum of numbers in it, or the sum of what expressions capture. */
export type Figure = { count: true } | { sum: readonly string[] } | { matches: readonly string[] };

export type Locality = 'local' | 'remote';

/** What a job costs by its user's judgement, from least to most. */
export const costClasses = ['free', 'low', 'medium', 'high'] as const;
export type CostClass = (typeof costClasses)[number];

/** What a tool may do to the workspace, from least to most. */
export const grantedPermissions = ['read-only', 'workspace-write', 'full'] as const;
export type GrantedPermission = (typeof grantedPermissions)[number];

export interface PermissionGrant {
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** Classes of failure that a tool's own words or exit codes can prove. */
export type ToolErrorClass =
  | 'INVALID_ARGUMENT'
  | 'UNAUTHENTICATED'
  | 'PERMISSION_DENIED'
  | 'RATE_LIMITED'
  | 'QUOTA_EXHAUSTED'
  | 'UNAVAILABLE'
  | 'CONTEXT_OVERFLOW'
  | 'REFUSED'
  | 'RESOURCE_LIMIT'
  | 'TOOL_CRASH';

/** A company or project whose services are paid for with a key. */
export interface Provider {
  id: string;
  name: string;
  /** Variables that hold a credential; the first is the main one. */
  keys: readonly string[];
  baseUrlEnv?: readonly string[];
  source: string;
}

export interface Catalogue {
  tools: readonly CatalogueTool[];
  providers: readonly Provider[];
  /** Tools that are described as a user describes one, by id; only in one of `loadJobCatalogue`. */
  manifests?: Readonly<Record<string, ToolConfig>>;
}
