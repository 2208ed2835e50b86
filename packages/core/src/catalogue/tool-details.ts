import { loadCatalogue } from './catalogue.js';
import type { CataloguePath, CataloguePlace, PlatformName } from './places.js';
import type { ToolFiles, ToolReads, ToolWrite } from './tool-files.js';
import type { ToolConfig } from '../config/types.js';
import type { StructuredFormat } from '../structured/read-values.js';
import type { PackageManager } from './package-managers.js';
import type { Catalogue, JobFacts } from './types.js';

/** What the catalogue knows of a tool beyond what the start of AIM needs. */
export interface CatalogueToolDetails extends JobFacts {
  id: string;
  vendor: string;
  /** Absent for a tool whose makers work on it. */
  status?: 'maintenance' | 'sunset' | 'unmaintained';
  statusNote?: string;
  /** Where these facts come from. */
  source: string;
  /** The version of the real program that these facts were held against, and where it disagreed. */
  checked?: { version: string; on: string; corrected: readonly string[] };
  notes?: readonly string[];
  /** Where it runs; everywhere when absent. */
  platforms?: readonly PlatformName[];
  /** File names on Windows. */
  windowsFiles?: readonly string[];
  version: { args: readonly string[]; pattern: string; spawnable?: false; sample?: string };
  install: readonly InstallChannel[];
  requires?: {
    node?: string;
    python?: string;
    git?: 'needed' | 'recommended';
    other?: readonly string[];
  };
  /** What it serves when it is started, in a protocol that AIM does not speak by itself. */
  server?: {
    url: string;
    protocols: readonly ('openai' | 'anthropic')[];
    start?: readonly string[];
    ready?: string;
  };
  /** Variables that are no credentials. */
  settings?: readonly string[];
  /** Settings that switch its own updater off. */
  noUpdateSettings?: readonly UpdateSetting[];
  /** It replaces itself with a newer version without asking; else it only tells of one. */
  updatesItself?: true;
  /** Folders of the tool, named in its paths as `{name}`. */
  folders?: Readonly<Record<string, CataloguePlace>>;
  files: ToolFiles;
  reads: ToolReads;
  writes: readonly ToolWrite[];
}

/** A setting that switches a tool's own updater off when it has this value. */
export interface UpdateSetting {
  /** The names that lead to it; one may have dots of its own. */
  at: readonly string[];
  value: string | boolean;
  path: CataloguePath;
  format: StructuredFormat;
}

export type InstallChannel =
  | {
      via: PackageManager | 'pip' | 'cargo' | 'go';
      package: string;
      tap?: string;
      extras?: string;
      options?: readonly string[];
      /** Packages whose own install scripts the tool does not work without. */
      scripts?: readonly string[];
      platforms?: readonly PlatformName[];
      note?: string;
    }
  | {
      via: 'script';
      command: string;
      /** It runs what a server sends: a person has to agree. */
      runsRemoteCode: true;
      platforms: readonly PlatformName[];
      note?: string;
    };

let loaded: ReadonlyMap<string, CatalogueToolDetails> | undefined;

/** The details of all tools by id, loaded when they are first asked for. */
export async function loadToolDetails(): Promise<ReadonlyMap<string, CatalogueToolDetails>> {
  const { toolDetailsJson } = await import('../generated/tool-details-data.js');
  loaded ??= new Map(
    (JSON.parse(toolDetailsJson) as CatalogueToolDetails[]).map((details) => [details.id, details]),
  );
  return loaded;
}

/**
 * The catalogue with what tools are planned and run with, and with the programs that check files:
 * for a route and an invocation.
 */
export async function loadJobCatalogue(): Promise<Catalogue> {
  const details = await loadToolDetails();
  const { manifestsJson } = await import('../generated/manifests-data.js');
  const { tools, providers } = loadCatalogue();
  return {
    tools: tools.map((tool) => ({ ...tool, ...jobFacts(details.get(tool.id)) })),
    providers,
    manifests: JSON.parse(manifestsJson) as Record<string, ToolConfig>,
  };
}

function jobFacts({ headless, errors }: JobFacts = {}): JobFacts {
  return { ...(headless && { headless }), ...(errors && { errors }) };
}
