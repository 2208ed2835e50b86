/** A kind of job, and the tools that take it. */
export interface CapabilityDefinition {
  id: string;
  title: string;
  /** Whether the job is meant to change files. */
  sideEffects: 'none' | 'workspace';
  /** Tool ids, best first, for whoever configures nothing. */
  defaultChain: readonly string[];
  /** The chain of the configuration: it stands alone. */
  configuredChain?: readonly string[];
}

const codingAgents = [
  'claude',
  'codex',
  'gemini',
  'copilot',
  'opencode',
  'qwen',
  'goose',
  'aider',
  'cursor-agent',
  'droid',
  'auggie',
  'continue',
];
/** They answer with text and touch no file; the one that needs no network is last. */
const textTools = ['llm', 'aichat', 'sgpt', 'ollama'];
const chats = [...codingAgents.filter((id) => id !== 'aider'), ...textTools];

/** The capabilities that AIM knows by itself: the five of AIM+, and four for talking to a model. */
export const capabilities = {
  code_generation: {
    id: 'code_generation',
    title: 'Write code from a description',
    sideEffects: 'workspace',
    defaultChain: [...codingAgents, ...textTools],
  },
  linting: {
    id: 'linting',
    title: 'Find faults in style and form',
    sideEffects: 'workspace',
    defaultChain: ['ruff', 'eslint'],
  },
  refactoring: {
    id: 'refactoring',
    title: 'Change the form of code, not what it does',
    sideEffects: 'workspace',
    defaultChain: codingAgents,
  },
  testing: {
    id: 'testing',
    title: 'Write or run tests',
    sideEffects: 'workspace',
    defaultChain: ['pytest', 'jest'],
  },
  version_checking: {
    id: 'version_checking',
    title: 'Say which versions are installed',
    sideEffects: 'none',
    defaultChain: [],
  },
  chat: {
    id: 'chat',
    title: 'Answer a question',
    sideEffects: 'none',
    defaultChain: chats,
  },
  completion: {
    id: 'completion',
    title: 'Continue a text',
    sideEffects: 'none',
    defaultChain: textTools,
  },
  documentation: {
    id: 'documentation',
    title: 'Write documentation',
    sideEffects: 'workspace',
    defaultChain: [...codingAgents, ...textTools],
  },
  embedding: {
    id: 'embedding',
    title: 'Turn text into vectors',
    sideEffects: 'none',
    defaultChain: [],
  },
} as const satisfies Record<string, CapabilityDefinition>;

export type CapabilityName = keyof typeof capabilities;
