import type { ScanProgress } from '@aim/services';
import { byteText } from '../render/byte-text.js';
import type { Terminal } from './terminal.js';

/** One line on stderr that tells how far a scan is, on a terminal only. */
export interface ScanProgressLine {
  show: (progress: ScanProgress) => void;
  /** Takes the line away; may be called more than once. */
  end: () => void;
}

const clearLine = '\r\u001b[2K';

export function showScanProgress(
  terminal: Pick<Terminal, 'stderr' | 'stderrIsTty'>,
  isQuiet: boolean,
  now: () => number = () => performance.now(),
): ScanProgressLine {
  let isShown = false;
  let begun: { total: number | null; at: number } | undefined;
  return {
    show: (progress) => {
      if (isQuiet || !terminal.stderrIsTty) return;
      if (begun === undefined || begun.total !== progress.totalBytes) {
        begun = { total: progress.totalBytes, at: now() };
      }
      terminal.stderr.write(`${clearLine}${progressText(progress, (now() - begun.at) / 1000)}`);
      isShown = true;
    },
    end: () => {
      if (isShown) terminal.stderr.write(clearLine);
      isShown = false;
    },
  };
}

/** @param seconds - since this phase began */
export function progressText(progress: ScanProgress, seconds: number): string {
  const { phase, files, readBytes, totalBytes } = progress;
  if (phase === 'walk' || totalBytes === null) {
    const rate = seconds < 1 ? '' : `, ${Math.round(files / seconds)} a second`;
    return `Looking for files: ${files}${rate}`;
  }
  const share = totalBytes === 0 ? 100 : Math.min(100, Math.floor((readBytes / totalBytes) * 100));
  const rate = readBytes / seconds;
  const rest = seconds < 1 || readBytes === 0 ? '' : restText(totalBytes - readBytes, rate);
  return `Comparing: ${share} % of ${byteText(totalBytes)}${rest}`;
}

function restText(bytes: number, rate: number): string {
  const seconds = Math.max(0, Math.ceil(bytes / rate));
  const time = seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return `, ${byteText(rate)} a second, at most ${time} left`;
}
