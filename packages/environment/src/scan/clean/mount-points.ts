import * as fs from 'node:fs';

/** Where file systems are mounted, as Linux tells (proc(5)); none where nothing tells. */
export function mountPoints(): string[] {
  return parseMountInfo(tableText());
}

/** The mount points of a text of `/proc/self/mountinfo`. Pure. */
export function parseMountInfo(text: string): string[] {
  const points = text.split('\n').flatMap((line) => {
    const written = line.split(' ')[4];
    if (written === undefined) return [];
    // Space, tab, newline and backslash are written in octal.
    return [
      written.replace(/\\([0-7]{3})/g, (_, octal: string) =>
        String.fromCharCode(parseInt(octal, 8)),
      ),
    ];
  });
  return [...new Set(points)];
}

function tableText(): string {
  try {
    return fs.readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}
