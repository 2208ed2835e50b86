import type { InvokeEvent } from '@aim/services';
import type { Terminal } from '../terminal/terminal.js';
import { attemptText } from './invoke.js';
import { createStyle } from './style.js';

/** A job as a person sees it while it is done. */
export interface LiveAnswer {
  onEvent: (event: InvokeEvent) => void;
  /** Completes the answer on the terminal: what of it is not there yet, or all where it is another. */
  finish: (answer: string) => void;
}

/**
 * Shows an answer on a terminal while it comes, and marks on stderr what turns out to be none. For
 * a terminal on both streams: whoever sees the text has to see the mark.
 */
export function liveAnswer(terminal: Pick<Terminal, 'stdout' | 'stderr' | 'colour'>): LiveAnswer {
  const style = createStyle(terminal.colour.stderr);
  let shown = '';
  /** What is to be said of an answer whose end is not on the terminal yet. */
  let told = '';
  const endLine = () => {
    if (shown !== '' && !shown.endsWith('\n')) terminal.stdout.write('\n');
  };
  return {
    onEvent: (event) => {
      if (event.type === 'answer_text') {
        terminal.stdout.write(event.text);
        shown += event.text;
        return;
      }
      const text = attemptText(event, style);
      if (text === '') return;
      if (event.type === 'attempt_ended' && event.attempt.error === null) {
        told = text;
        return;
      }
      endLine();
      terminal.stderr.write(text);
      shown = '';
    },
    finish: (answer) => {
      const isBegun = answer.startsWith(shown);
      if (!isBegun) {
        endLine();
        terminal.stderr.write(style.warn('aim: the whole answer:\n'));
      }
      const rest = isBegun ? answer.slice(shown.length) : answer;
      terminal.stdout.write(answer.endsWith('\n') ? rest : `${rest}\n`);
      terminal.stderr.write(told);
    },
  };
}
