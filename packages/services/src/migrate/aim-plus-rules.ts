import type { FieldRule } from './field-rules.js';

const inChain = 'the order of tools is that of the chain of a capability';
const noAdvice = 'AIM+ never read it';

/** The files of AIM+, those that only its documents describe included. The last rule fits all. */
export const aimPlusRules: readonly FieldRule[] = [
  { from: '$schema', why: 'it names the schema of AIM+' },
  { from: 'version', to: 'version' },
  { from: 'registry.tools.*.adapterScript', to: 'registry.tools.$1.adapterScript', as: 'script' },
  { from: 'registry.**', to: 'registry.**' },
  { from: 'environment.installer.**', why: 'what is installed is chosen with aim install' },
  { from: 'environment.versionPins.*.*', to: 'environment.versionPins.$1.$2', as: 'text' },
  { from: 'environment.**', to: 'environment.**' },
  { from: 'audit.logPath', to: 'audit.logPath', as: 'logPath' },
  { from: 'audit.**', to: 'audit.**' },
  { from: 'secrets.**', to: 'secrets.**' },
  { from: 'run.**', to: 'run.**' },

  // AIM_registry.json
  { from: 'tools.#.id', to: 'registry.tools.{id}', as: 'key' },
  { from: 'tools.#.binary', to: 'registry.tools.{id}.detectCommands.0' },
  { from: 'tools.#.priority', why: inChain },
  { from: 'tools.#.enabled', why: 'a tool is used when it is installed and in a chain' },
  { from: 'tools.#.adapterScript', to: 'registry.tools.{id}.adapterScript', as: 'script' },
  { from: 'tools.#.**', to: 'registry.tools.{id}.**' },
  { from: 'tools.*.adapterScript', to: 'registry.tools.$1.adapterScript', as: 'script' },
  { from: 'tools.**', to: 'registry.tools.**' },
  { from: 'crossToolRulesPath', to: 'registry.crossToolRulesPath' },

  // AIM_coordination-rules.json
  { from: 'capabilities.*.primary', to: 'registry.capabilities.$1.primaryTool' },
  { from: 'capabilities.*.fallback.*', to: 'registry.capabilities.$1.fallbacks.$2' },
  { from: 'capabilities.*.fallback', to: 'registry.capabilities.$1.fallbacks' },
  { from: 'capabilities.*.preferred_tools.0', to: 'registry.capabilities.$1.primaryTool' },
  {
    from: 'capabilities.*.preferred_tools.*',
    to: 'registry.capabilities.$1.fallbacks.$2',
    as: 'fallback',
  },
  { from: 'capabilities.*.fallback_chain', why: 'the chain says it' },
  { from: 'capabilities.*.description', why: 'AIM has no text of its own for a capability' },
  { from: 'capabilities.*.timeout_ms', to: 'registry.capabilities.$1.timeoutMs' },
  { from: 'capabilities.*.timeout_sec', to: 'registry.capabilities.$1.timeoutMs', as: 'ms' },
  { from: 'capabilities.*.max_retries', to: 'registry.capabilities.$1.maxRetries' },
  { from: 'capabilities.*.loadBalance', to: 'registry.capabilities.$1.strategy', as: 'strategy' },
  {
    from: 'capabilities.*.context_requirements.*',
    to: 'registry.capabilities.$1.requires.0',
    as: 'required',
  },
  { from: 'capabilities.**', to: 'registry.capabilities.**' },
  {
    from: 'conflict_resolution.concurrent_access.max_concurrent',
    to: 'registry.limits.maxConcurrent',
  },
  { from: 'conflict_resolution.**', why: 'a job that finds no place waits in line' },
  { from: 'security.allowed_file_patterns.*', to: 'registry.limits.allowedFiles.$1' },
  {
    from: 'security.forbidden_paths.*',
    to: 'registry.limits.forbiddenPaths.$1',
    as: 'forbidden',
  },
  { from: 'security.max_payload_size_bytes', to: 'registry.limits.maxPayloadBytes' },
  { from: 'security.max_file_count', to: 'registry.limits.maxFiles' },
  { from: 'security.**', why: `${noAdvice}; a job gets a --permission: aim invoke --help` },
  { from: 'sequential_tools.**', why: `${noAdvice}; ${inChain}` },
  { from: 'retry_policy.**', why: `${noAdvice}; AIM goes on to the next tool` },

  // aim_config.yaml, and the shapes of the documents
  { from: 'registry_path', why: 'it says where the tree is: its paths are written out here' },
  { from: 'enable_aim', why: noAdvice },
  { from: 'enable_audit_logging', to: 'audit.enabled' },
  { from: 'audit_log_retention_days', why: `${noAdvice}; in AIM it is audit.retentionDays` },
  { from: 'default_timeout_ms', why: 'a job gets its own: aim invoke --deadline' },
  { from: 'audit_enabled', to: 'audit.enabled' },
  { from: 'audit_path', to: 'audit.logPath', as: 'logPath' },
  { from: 'health_check_interval_sec', why: 'AIM runs nothing by itself: aim health' },
  { from: 'secret_backend', to: 'secrets.backend', as: 'backend' },
  { from: 'tool_detection.**', why: 'AIM finds programs on PATH and by detectCommands' },
  { from: 'metadata.version', to: 'version' },
  { from: 'metadata.**', why: 'it describes the old file' },
  { from: 'settings.**', why: noAdvice },
  { from: 'cli.**', why: 'it is said for each command, such as --json, or with NO_COLOR' },
  { from: '**', why: 'AIM has no key of this name' },
];
