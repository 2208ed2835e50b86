import type { EndpointProtocol } from './endpoint-protocols.js';

/** What the catalogue knows of one tool. The JSON Schema beside the data is the full contract. */
export interface CatalogueTool {
  id: string;
  name: string;
  vendor: string;
  kind: 'coding-agent' | 'chat-cli' | 'local-runtime' | 'http' | 'program';
  /** Where these facts come from. */
  source: string;
  binaries: readonly string[];
  searchPaths?: readonly string[];
  version?: { args: readonly string[]; pattern: string; spawnable?: boolean };
  packages?: readonly CataloguePackage[];
  capabilities: readonly string[];
  headless?: Headless;
  endpoint?: CatalogueEndpoint;
  keys: readonly KeyVariable[];
  login?: { files: readonly string[]; overriddenBy: readonly string[] };
  noUpdateEnv?: Readonly<Record<string, string>>;
  errors?: {
    exitCodes?: Readonly<Record<string, ToolErrorClass>>;
    patterns?: readonly { class: ToolErrorClass; pattern: string }[];
  };
}

export interface CataloguePackage {
  manager: PackageManager;
  name: string;
}

export type PackageManager =
  'npm' | 'pipx' | 'uv' | 'brew' | 'brew-cask' | 'winget' | 'scoop' | 'choco' | 'apt';

/** A variable that a tool reads, and the secrets that can fill it, best first. */
export interface KeyVariable {
  env: string;
  secrets?: readonly string[];
}

export interface CatalogueEndpoint {
  url: string;
  env?: string;
  protocol: EndpointProtocol;
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
  };
  exitCodeReliable?: boolean;
  retriesInternally?: boolean;
}

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
}
