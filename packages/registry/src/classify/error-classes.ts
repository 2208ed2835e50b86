interface ErrorClassInfo {
  /** Whether the next tool of the chain is tried; `warn`: it is, and the result warns loudly. */
  fallback: 'yes' | 'warn' | 'no';
  /** Whether the same tool may succeed with the same job later. */
  retryable: boolean;
  meaning: string;
}

/**
 * Why an attempt fails. The class, not the tool, decides what happens next. In the order of what a
 * user can do most about: when a whole chain fails, the first in this order is the headline.
 */
export const errorClasses = {
  INTERNAL: { fallback: 'no', retryable: false, meaning: 'A bug in AIM.' },
  CANCELLED: { fallback: 'no', retryable: false, meaning: 'Cancelled by the user.' },
  INVALID_ARGUMENT: {
    fallback: 'no',
    retryable: false,
    meaning: 'The job itself is wrong: every tool would say so.',
  },
  CONFLICT: {
    fallback: 'no',
    retryable: false,
    meaning: 'Another job holds the workspace, or has the same key and another payload.',
  },
  // Only a tool with a larger context could help, and AIM does not know context sizes yet.
  CONTEXT_OVERFLOW: {
    fallback: 'no',
    retryable: false,
    meaning: 'The job is larger than the context of the model.',
  },
  REFUSED: {
    fallback: 'no',
    retryable: false,
    meaning: 'The model refuses the job by its policy.',
  },
  UNAUTHENTICATED: {
    fallback: 'warn',
    retryable: false,
    meaning: 'The key or login is missing, wrong or expired.',
  },
  QUOTA_EXHAUSTED: {
    fallback: 'yes',
    retryable: false,
    meaning: 'The account has used up its plan or credits.',
  },
  // To go on would be to look for a tool that does not mind.
  PERMISSION_DENIED: {
    fallback: 'no',
    retryable: false,
    meaning: 'A policy or sandbox does not allow it.',
  },
  // Of one tool: a variable or model that it needs. What a whole job lacks is seen before the chain.
  FAILED_PRECONDITION: {
    fallback: 'yes',
    retryable: false,
    meaning: 'Something must be set up first.',
  },
  RATE_LIMITED: { fallback: 'yes', retryable: true, meaning: 'Too many requests just now.' },
  RESOURCE_LIMIT: {
    fallback: 'yes',
    retryable: false,
    meaning: 'Output, memory, disk or turns ran out.',
  },
  UNAVAILABLE: {
    fallback: 'yes',
    retryable: true,
    meaning: 'The service cannot be reached or is overloaded.',
  },
  TOOL_CRASH: { fallback: 'yes', retryable: false, meaning: 'The tool failed in an unknown way.' },
  OUTPUT_INVALID: {
    fallback: 'yes',
    retryable: true,
    meaning: 'The tool ended without evidence of success.',
  },
  TOOL_NOT_FOUND: {
    fallback: 'yes',
    retryable: false,
    meaning: 'The program is absent, cannot be executed, or is too old.',
  },
  DEADLINE_EXCEEDED: { fallback: 'yes', retryable: false, meaning: 'Not done in time.' },
} as const satisfies Record<string, ErrorClassInfo>;

export type ErrorClass = keyof typeof errorClasses;

/** The classes, the one that a user can do most about first. */
export const headlineOrder = Object.keys(errorClasses) as ErrorClass[];

/**
 * Classes that leave open what the tool did before it failed. After one of them a tool that may
 * write is not followed by another: two half-done changes are worse than one.
 */
export const openOutcomes: ReadonlySet<ErrorClass> = new Set<ErrorClass>([
  'TOOL_CRASH',
  'OUTPUT_INVALID',
  'DEADLINE_EXCEEDED',
  'RESOURCE_LIMIT',
  'CANCELLED',
]);
