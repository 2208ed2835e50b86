import type {
  CatalogueEndpoint,
  CataloguePackage,
  CatalogueTool,
  Check,
  CostClass,
  Headless,
  KeyVariable,
  Locality,
  NoJobs,
} from '@aim/core';

/** A program or service that can take a job: the catalogue's facts and what the user configured. */
export interface Tool {
  id: string;
  name: string;
  kind: CatalogueTool['kind'];
  /** Which file defines it, where that is known. */
  origin: { kind: 'catalogue' } | { kind: 'config'; file?: string };
  capabilities: readonly string[];
  binaries: readonly string[];
  /** Places outside PATH, not expanded. */
  searchPaths: readonly string[];
  packages: readonly CataloguePackage[];
  adapter: ToolAdapter;
  /** Why the catalogue knows no adapter for it. */
  noJobs?: NoJobs;
  keys: readonly KeyVariable[];
  /** True when the configuration names no keys and the four of `AIM_PLUS_V1` stand in. */
  keysAreDefault: boolean;
  inject: 'auto' | 'always' | 'never';
  login?: CatalogueTool['login'];
  /** The first is the default. */
  models: readonly string[];
  /** How many tokens a job may have, where that is known. */
  contextTokens?: number;
  /** Whose limits it shares, where that is said. */
  account?: string;
  cost?: CostClass;
  /** Whether a job stays on this machine, where that is said (see `localityOf`). */
  locality?: Locality;
  maxConcurrent?: number;
  pinnedVersion?: string;
  errors?: CatalogueTool['errors'];
  noUpdateEnv?: Readonly<Record<string, string>>;
  payload?: CatalogueTool['payload'];
  configPaths: readonly string[];
  logPaths: readonly string[];
}

/** How a job reaches the tool. */
export type ToolAdapter =
  /** `headless` is there when the registry was built from `loadJobCatalogue`. */
  | { kind: 'headless'; headless?: Headless }
  /** The protocol of AIM+; the path is not expanded. */
  | { kind: 'script'; script: string }
  /** A program that checks files: it gets no prompt. */
  | { kind: 'check'; check: Check }
  | { kind: 'http'; endpoint: CatalogueEndpoint }
  | { kind: 'none' };

/** True when being there is a matter of a program on this machine. */
export function needsProgram(tool: Tool): boolean {
  if (tool.adapter.kind === 'http') return false;
  return tool.binaries.length > 0 || tool.searchPaths.length > 0;
}
