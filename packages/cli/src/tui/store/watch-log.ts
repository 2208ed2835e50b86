import * as fs from 'node:fs';

export interface LogWatch {
  /** Hears of this file or folder from now on; of none where it is null or not there. */
  follow: (place: string | null) => void;
  close: () => void;
}

/** How long events are collected before the log is read, in ms. */
const settleMs = 50;

/**
 * Tells when the audit log has grown, as the system tells it: nothing is asked in between. Where the
 * system cannot tell, nothing is heard.
 */
export function watchLog(onGrown: () => void): LogWatch {
  let watched: { place: string; watcher: fs.FSWatcher } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    watched?.watcher.close();
    watched = undefined;
  };
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(onGrown, settleMs);
  };
  return {
    follow: (place) => {
      if (place === watched?.place) return;
      stop();
      const watcher = place === null ? undefined : tryWatch(place, heard);
      if (place === null || watcher === undefined) return;
      watched = { place, watcher };
      watcher.on('error', stop);
    },
    close: () => {
      clearTimeout(timer);
      stop();
    },
  };
}

function tryWatch(place: string, heard: () => void): fs.FSWatcher | undefined {
  try {
    return fs.watch(place, { persistent: false }, heard);
  } catch {
    return undefined;
  }
}
