import {
  aimPaths,
  createAuditLog,
  editedConfigFile,
  loadCatalogue,
  loadConfig,
  loadJobCatalogue,
  systemHost,
  type AimPaths,
  type AskerProbe,
  type AuditLog,
  type Catalogue,
  type Finding,
  type Host,
  type LoadedConfig,
  type Withheld,
} from '@aim/core';
import type { SecretsManager } from '@aim/secrets';
import type { Registry } from '@aim/registry';

export interface AimOptions {
  /** The machine; the real one unless told. */
  host?: Host;
  /** One configuration file to use instead of those that would be found (`--config`). */
  configFile?: string;
  /** The keychain helper's file, for a program that bundles AIM. */
  keychainHelper?: string;
  /** The file that clears the clipboard, for a program that bundles AIM. */
  clipboardHelper?: string;
  /** Finds out who asks for a value; looks at variables and ancestors unless told. */
  asker?: AskerProbe;
  /** Hears of what is worth knowing while a use case goes on. */
  notify?: (finding: Finding) => void;
}

/** What every use case works with. Each part is made when it is first asked for, and once. */
export interface AimContext {
  host: Host;
  paths: AimPaths;
  readonly catalogue: Catalogue;
  notify: (finding: Finding) => void;
  config: () => Promise<LoadedConfig>;
  /** What of the configuration has no effect until the user trusts it. */
  withheld: () => Promise<Withheld[]>;
  registry: () => Promise<Registry>;
  /** The same with what jobs are planned and run with. */
  jobRegistry: () => Promise<Registry>;
  secrets: () => Promise<SecretsManager>;
  audit: () => Promise<AuditLog>;
  asker: AskerProbe | undefined;
  clipboardHelper: string | undefined;
  keychainHelper: string | undefined;
  /** The file that a change of the configuration goes to: the named one, else the user's. */
  editedConfigFile: string;
}

/** The composition root of a program that uses AIM. */
export function createContext(options: AimOptions = {}): AimContext {
  const host = options.host ?? systemHost();
  const paths = aimPaths(host);
  const notify = options.notify ?? (() => undefined);
  const config = once(() => loadConfig(host, paths, options.configFile));
  const configWithRules = once(async () => {
    const loaded = await config();
    if (loaded.config.registry?.crossToolRulesPath === undefined) return loaded;
    const { withCrossToolRules } = await import('./config/cross-tool-rules.js');
    return withCrossToolRules(loaded, { host, paths, notify });
  });
  return {
    host,
    paths,
    editedConfigFile: editedConfigFile(host, paths, options.configFile),
    get catalogue() {
      return loadCatalogue();
    },
    notify,
    config,
    withheld: async () => (await config()).sources.flatMap((source) => source.withheld),
    registry: once(async () => {
      const { loadRegistry } = await import('@aim/registry');
      return loadRegistry(loadCatalogue(), await configWithRules());
    }),
    jobRegistry: once(async () => {
      const { loadRegistry } = await import('@aim/registry');
      return loadRegistry(await loadJobCatalogue(), await configWithRules());
    }),
    secrets: once(async () => {
      const { SecretsManager } = await import('@aim/secrets');
      const { config: merged } = await config();
      return new SecretsManager({
        host,
        paths,
        ...(merged.secrets?.backend === undefined ? {} : { backend: merged.secrets.backend }),
        ...(options.keychainHelper === undefined ? {} : { helperFile: options.keychainHelper }),
      });
    }),
    clipboardHelper: options.clipboardHelper,
    keychainHelper: options.keychainHelper,
    asker: options.asker,
    audit: once(async () => createAuditLog(host, paths, (await config()).config.audit)),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
