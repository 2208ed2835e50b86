import type { EventEmitter } from 'node:events';
import type { Screen } from './open-screen.js';

export interface Absence {
  /** Stops the program as ctrl+z does, and takes the terminal again when it goes on. */
  stop: () => void;
  /** Lends the terminal to another program while `work` lasts. */
  lend: (work: () => Promise<void>) => Promise<void>;
  isLent: () => boolean;
  /** No longer hears that the program goes on. */
  close: () => void;
}

export interface AbsenceOptions {
  screen: Pick<Screen, 'suspend' | 'resume'>;
  /** Where it is heard that the program goes on. */
  events: EventEmitter;
  /** Draws everything again: the screen was another's. */
  redraw: () => void;
  /** Sends SIGTSTP to the job; that of the process unless told. */
  sendStop: () => unknown;
}

/** How long a system may take to stop the program; one of an orphaned group is never stopped. In ms. */
const patienceMs = 300;

/** Gives the terminal back for a while, and takes it again. */
export function createAbsence({ screen, events, redraw, sendStop }: AbsenceOptions): Absence {
  let away: 'stopped' | 'lent' | null = null;
  let timer: NodeJS.Timeout | undefined;
  const leave = (why: 'stopped' | 'lent') => {
    away = why;
    screen.suspend();
  };
  const comeBack = () => {
    clearTimeout(timer);
    away = null;
    screen.resume();
    redraw();
  };
  // Somebody else may have stopped the program: then the terminal was not given back.
  const goOn = () => {
    if (away === 'lent') return;
    if (away === null) screen.suspend();
    comeBack();
  };
  events.on('SIGCONT', goOn);
  return {
    stop: () => {
      leave('stopped');
      sendStop();
      timer = setTimeout(() => away === 'stopped' && comeBack(), patienceMs);
    },
    lend: async (work) => {
      leave('lent');
      try {
        await work();
      } finally {
        comeBack();
      }
    },
    isLent: () => away === 'lent',
    close: () => {
      clearTimeout(timer);
      events.off('SIGCONT', goOn);
    },
  };
}
