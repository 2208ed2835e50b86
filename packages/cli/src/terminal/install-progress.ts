import type { InstallEvent, PlannedStep } from '@aim/services';
import { createStyle } from '../render/style.js';
import type { Terminal } from './terminal.js';

export interface InstallProgress {
  hear: (event: InstallEvent) => void;
  end: () => void;
}

const words = {
  waiting: 'waits',
  fetching: 'is fetched',
  changing: 'is changed',
  checking: 'is tried out',
  switching: 'takes its place',
  restoring: 'is taken back',
} as const;

/**
 * One line for each tool on stderr, redrawn as it goes on; where that is no terminal, a line for
 * each that has ended.
 */
export function installProgress(
  steps: readonly PlannedStep[],
  { terminal, isShown }: { terminal: Terminal; isShown: boolean },
): InstallProgress {
  if (!isShown) return { hear: () => undefined, end: () => undefined };
  const { stderr, stderrIsTty } = terminal;
  const style = createStyle(terminal.colour.stderr);
  const lines = new Map(steps.map(({ tool }) => [tool, style.faint('· waits')]));
  let ended = 0;
  let drawn = 0;
  let isTaken = false;
  const clear = () => {
    if (drawn > 0) stderr.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = () => {
    if (!stderrIsTty || isTaken) return;
    clear();
    const all = [...lines].map(([tool, text]) => `${text} ${tool}`);
    stderr.write(`${[`${ended} of ${steps.length}`, ...all].join('\n')}\n`);
    drawn = all.length + 1;
  };
  draw();
  return {
    hear: (event) => {
      if (event.kind === 'terminal') {
        if (event.taken) clear();
        isTaken = event.taken;
      } else if (event.kind === 'phase') {
        lines.set(event.tool, `… ${style.faint(words[event.phase])}`);
      } else {
        const { tool, error, after, status } = event.outcome;
        ended++;
        const mark = error === null ? style.ok('✔') : style.fail('✘');
        lines.set(tool, status === 'skipped' ? style.faint('·') : mark);
        if (!stderrIsTty) {
          const what = error === null ? (after ?? 'removed') : error.code;
          stderr.write(`${mark} ${ended} of ${steps.length}: ${tool} ${what}\n`);
        }
      }
      draw();
    },
    end: clear,
  };
}
