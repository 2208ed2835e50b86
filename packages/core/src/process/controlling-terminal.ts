import * as fs from 'node:fs';
import { isatty } from 'node:tty';

/**
 * True when a person may be at a terminal: stdin, stdout or stderr is one, or on POSIX the session
 * has one (`/dev/tty`), as in `git diff | aim run -- less`.
 */
export function hasControllingTerminal(): boolean {
  return [0, 1, 2].some((descriptor) => isatty(descriptor)) || canOpenTerminal();
}

// The device is there for everybody; opening it fails in a session without a terminal.
function canOpenTerminal(): boolean {
  if (process.platform === 'win32') return false;
  const { O_RDWR, O_NOCTTY, O_NONBLOCK } = fs.constants;
  try {
    fs.closeSync(fs.openSync('/dev/tty', O_RDWR | O_NOCTTY | O_NONBLOCK));
    return true;
  } catch {
    return false;
  }
}
