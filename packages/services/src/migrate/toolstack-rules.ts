import type { FieldRule } from './field-rules.js';

/** `toolstack.config.json` of AI_MANGER. The last rule fits all. */
export const toolstackRules: readonly FieldRule[] = [
  { from: '$schema', why: 'it names the schema of AI_MANGER' },
  { from: 'ToolsRoot', to: 'environment.toolsRoot' },
  { from: 'PipxApps.**', to: 'environment.pipxApps.**' },
  { from: 'NpmGlobal.**', to: 'environment.npmGlobal.**' },
  { from: 'CentralCache', to: 'environment.centralCache' },
  { from: 'Pins.*.*', to: 'environment.versionPins.$1.$2', as: 'text' },
  { from: 'Scan.Roots.**', to: 'environment.scanner.roots.**' },
  { from: 'Scan.Patterns.**', to: 'environment.scanner.cachePatterns.**' },
  { from: 'Scan.MinSizeKBForHash', to: 'environment.scanner.minSizeKB' },
  { from: 'Scan.AllowCentral.**', why: 'AIM moves no caches to a central place' },
  { from: 'Secrets.VaultPath', step: 'aim secrets set' },
  { from: 'Secrets.EnvMap.*', to: 'run.env.$1', as: 'reference' },
  { from: 'CopilotPkgs.**', why: 'GitHub gave them up; the new one: aim tools info copilot' },
  { from: 'WatchRoots.**', why: 'AIM watches no folders' },
  { from: 'BuildWrappers', why: 'AIM makes no wrappers' },
  { from: 'MasterBin.**', why: 'AIM makes no folder of links; the order of PATH counts' },
  { from: 'Audit.**', why: 'AIM sets up no task of Windows' },
  { from: 'Reports.**', why: 'a report goes where it is told: aim health report --output' },
  { from: 'reportsDir', why: 'a report goes where it is told: aim health report --output' },
  { from: 'Observability.**', why: 'AIM sends nothing and runs nothing by itself' },
  { from: 'logging.**', why: 'it is said for each command: --verbose, --quiet' },
  { from: 'tasks.**', why: 'AIM has no tasks: aim --help' },
  { from: '**', why: 'AIM has no key of this name' },
];
