import { stripControls, type Redact } from '@aim/core';
import type { Watcher } from './adapter.js';
import { createAnswerStream } from './answer-stream.js';
import type { InvokeEvent } from './events.js';

/** An attempt that somebody looks on at. */
export interface WatchedAttempt {
  watcher: Watcher;
  /** Shows the rest of an answer, or takes back what was shown of none. */
  end: (isAnswered: boolean) => void;
}

export interface WatchScope {
  n: number;
  tool: string;
  values: readonly string[];
  redact: Redact;
  onEvent: (event: InvokeEvent) => void;
}

/** Makes events of what a tool says while it works. */
export function watchAttempt({ n, tool, values, redact, onEvent }: WatchScope): WatchedAttempt {
  const open = () =>
    createAnswerStream(values, (text) => onEvent({ type: 'answer_text', n, tool, text }));
  let stream = open();
  return {
    watcher: {
      onText: (piece) => stream.push(piece),
      onRestart: () => {
        stream.end();
        if (!stream.hasShown()) return;
        onEvent({ type: 'answer_restarted', n, tool });
        stream = open();
      },
      onSaid: (raw) => {
        const text = redact(stripControls(raw)).trim();
        if (text !== '') onEvent({ type: 'tool_said', n, tool, text });
      },
    },
    end: (isAnswered) => {
      if (isAnswered) stream.end();
      else if (stream.hasShown()) onEvent({ type: 'answer_withdrawn', n, tool });
    },
  };
}
