/**
 * Reads the file behind `GITHUB_ENV` as a runner does: `NAME<<DELIMITER`, lines, `DELIMITER`; or
 * `NAME=value`. On Windows a line may end with CR LF as well.
 */
export function parseAsRunner(text: string, isWindows: boolean): Record<string, string> {
  const variables = new Map<string, string>();
  let at = 0;
  const readLine = (): { line: string; end: number } => {
    if (at >= text.length) throw new Error('The delimiter is missing');
    const start = at;
    const end = text.indexOf('\n', start);
    if (end < 0) throw new Error('The last line is open');
    at = end + 1;
    const isLong = isWindows && end > start && text[end - 1] === '\r';
    return { line: text.slice(start, isLong ? end - 1 : end), end: isLong ? end - 1 : end };
  };
  while (at < text.length) {
    const { line } = readLine();
    if (line === '') continue;
    const [equals, arrows] = [line.indexOf('='), line.indexOf('<<')];
    if (arrows < 1 || (equals >= 0 && equals < arrows)) {
      variables.set(line.slice(0, equals), line.slice(equals + 1));
      continue;
    }
    const delimiter = line.slice(arrows + 2);
    const start = at;
    let valueEnd = at;
    for (let next = readLine(); next.line !== delimiter; next = readLine()) valueEnd = next.end;
    variables.set(line.slice(0, arrows), text.slice(start, valueEnd));
  }
  return Object.fromEntries(variables);
}

/** The data of each `::add-mask::` command, as a runner decodes it. */
export function masksOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [, data] = /^::add-mask::(.*)$/s.exec(line) ?? [];
    if (data === undefined) throw new Error('This is no command');
    return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  });
}
