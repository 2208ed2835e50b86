import type { RouteStrategy } from '@aim/core';

/** A kind of job, and the tools that take it. */
export interface CapabilityDefinition {
  id: string;
  title: string;
  /** Whether the job is meant to change files. */
  sideEffects: 'none' | 'workspace';
  /** For all attempts together, unless a job says otherwise. */
  timeoutMs: number;
  /** How often one tool that only reads is tried again; once unless told. */
  maxRetries?: number;
  /** Fields that a payload must have beyond what its schema asks for. */
  requires?: readonly string[];
  strategy?: RouteStrategy;
  /** Shares by tool, for the strategy `weighted`; 1 for a tool that is not named. */
  weights?: Readonly<Record<string, number>>;
  /** AIM answers by itself, without any tool. */
  native?: true;
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
    timeoutMs: 600_000,
    defaultChain: [...codingAgents, ...textTools],
  },
  linting: {
    id: 'linting',
    title: 'Find faults in style and form',
    sideEffects: 'workspace',
    timeoutMs: 120_000,
    defaultChain: ['ruff', 'eslint'],
  },
  refactoring: {
    id: 'refactoring',
    title: 'Change the form of code, not what it does',
    sideEffects: 'workspace',
    timeoutMs: 600_000,
    defaultChain: codingAgents,
  },
  testing: {
    id: 'testing',
    title: 'Write or run tests',
    sideEffects: 'workspace',
    timeoutMs: 600_000,
    defaultChain: ['pytest', 'jest'],
  },
  version_checking: {
    id: 'version_checking',
    title: 'Say which versions are installed',
    sideEffects: 'none',
    timeoutMs: 5_000,
    native: true,
    defaultChain: [],
  },
  chat: {
    id: 'chat',
    title: 'Answer a question',
    sideEffects: 'none',
    timeoutMs: 600_000,
    defaultChain: chats,
  },
  completion: {
    id: 'completion',
    title: 'Continue a text',
    sideEffects: 'none',
    timeoutMs: 120_000,
    defaultChain: textTools,
  },
  documentation: {
    id: 'documentation',
    title: 'Write documentation',
    sideEffects: 'workspace',
    timeoutMs: 600_000,
    defaultChain: [...codingAgents, ...textTools],
  },
  embedding: {
    id: 'embedding',
    title: 'Turn text into vectors',
    sideEffects: 'none',
    timeoutMs: 60_000,
    defaultChain: [],
  },
} as const satisfies Record<string, CapabilityDefinition>;

export type CapabilityName = keyof typeof capabilities;
