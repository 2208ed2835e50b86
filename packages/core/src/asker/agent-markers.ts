export interface AgentMarker {
  /** An id of the catalogue, or a name of an agent that it does not have. */
  agent: string;
  /** Counts when it is set and not empty. */
  variable: string;
  /** Where one of these is set (`NAME`) or has this value (`NAME=value`), the marker says nothing. */
  unless?: readonly string[];
  /** Where it is written that the agent sets this for the programs that it starts. */
  source: string;
}

/** Signs of an editor's own terminal, in which people type as well. */
const editorTerminal = [
  'CLAUDE_CODE_SSE_PORT',
  'TERM_PROGRAM=vscode',
  'TERMINAL_EMULATOR=JetBrains-JediTerm',
];

/**
 * What agents set for the commands that they run, and nobody sets for a person. Left out for that
 * reason: `CURSOR_TRACE_ID` and `TERM_PROGRAM` (every terminal of the editor), `CLAUDE_CODE_ENTRYPOINT`,
 * `AIDER_*`, `GOOSE_PROVIDER`, `OPENCODE_CLIENT`, `COPILOT_MODEL`, `REPL_ID` (settings, or a whole machine),
 * `AI_AGENT` and `AGENT` (no one owns them).
 */
export const agentMarkers: readonly AgentMarker[] = [
  {
    agent: 'claude',
    variable: 'CLAUDE_CODE_CHILD_SESSION',
    source: 'code.claude.com/docs/en/env-vars: by its tools and hooks only, since 2.1.172',
  },
  {
    agent: 'claude',
    variable: 'CLAUDECODE',
    // "Unlike CLAUDECODE, this is only set by Claude Code's own spawn path (not IDE extensions)".
    unless: editorTerminal,
    source: 'code.claude.com/docs/en/env-vars, which says that editors may set it too',
  },
  {
    agent: 'codex',
    variable: 'CODEX_THREAD_ID',
    source: 'openai/codex: codex-rs/protocol/src/shell_environment.rs',
  },
  { agent: 'codex', variable: 'CODEX_SANDBOX', source: 'openai/codex: codex-rs/core/src/spawn.rs' },
  {
    agent: 'codex',
    variable: 'CODEX_SANDBOX_NETWORK_DISABLED',
    source: 'openai/codex: codex-rs/core/src/spawn.rs, AGENTS.md',
  },
  { agent: 'cursor-agent', variable: 'CURSOR_AGENT', source: 'cursor.com/docs/agent/terminal' },
  { agent: 'gemini', variable: 'GEMINI_CLI', source: 'geminicli.com/docs/tools/shell' },
  {
    agent: 'qwen',
    variable: 'QWEN_CODE',
    source: 'QwenLM/qwen-code: core/src/services/shellExecutionService.ts',
  },
  {
    agent: 'opencode',
    variable: 'OPENCODE',
    source: 'sst/opencode: packages/opencode/src/index.ts',
  },
  {
    agent: 'goose',
    variable: 'GOOSE_TERMINAL',
    source: 'block/goose: the shell tool of its developer extension',
  },
  {
    agent: 'copilot',
    variable: 'COPILOT_CLI',
    source: 'set by Copilot CLI 1.0.55 for its commands and hooks; not in its documents',
  },
];

/** The first marker that is set. Pure. */
export function findMarker(
  env: Readonly<Record<string, string | undefined>>,
): AgentMarker | undefined {
  const isSet = (setting: string) => {
    const [name = '', value] = setting.split('=');
    return value === undefined ? Boolean(env[name]) : env[name] === value;
  };
  return agentMarkers.find(({ variable, unless = [] }) => isSet(variable) && !unless.some(isSet));
}
