import type { Attempt, InvokeResult } from './result.js';

/**
 * What happens while a job is passed along, in its order: plain data, which a program shows and
 * `aim invoke --ndjson` prints a line each. No text in it holds an injected value or a terminal
 * control sequence.
 */
export type InvokeEvent =
  /** The tools that would be asked, in order; before anything is started. */
  | { type: 'job_planned'; capability: string; chain: string[] }
  /** A tool of the chain is not asked: its breaker has opened, it is busy, or the attempts are
   * used up. */
  | { type: 'tool_passed_over'; tool: string; reason: string }
  /** As many jobs run as may at once, at a tool or (null) at all: this one waits in line. */
  | { type: 'place_waits'; tool: string | null; limit: number }
  | { type: 'attempt_started'; n: number; tool: string }
  /** A message of a tool on its way to the answer; told of jobs that are watched. */
  | { type: 'tool_said'; n: number; tool: string; text: string }
  /**
   * The next piece of the answer, told of jobs that are watched. It counts only when the attempt
   * ends well; the pieces of an attempt, since it
   * last began, together begin the content of the result.
   */
  | { type: 'answer_text'; n: number; tool: string; text: string }
  /** What `answer_text` told of this attempt was a message on the way; the answer begins anew. */
  | { type: 'answer_restarted'; n: number; tool: string }
  /** The attempt has failed: what `answer_text` told of it is no answer. */
  | { type: 'answer_withdrawn'; n: number; tool: string }
  | { type: 'attempt_ended'; attempt: Attempt }
  /** What a failed tool had changed was put back; `tree` is what git has of it, if it had any. */
  | { type: 'workspace_restored'; tool: string; files: string[]; tree: string | null }
  /** The same tool is tried again after this time. */
  | { type: 'retry_waits'; tool: string; waitMs: number }
  /** Nothing follows. */
  | ({ type: 'job_ended' } & Pick<InvokeResult, 'success' | 'status' | 'tool' | 'durationMs'>);
