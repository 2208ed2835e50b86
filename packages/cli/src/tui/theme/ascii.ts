/** What stands for a symbol where the terminal has none but ASCII; one cell each as well. */
const ascii: Readonly<Record<string, string>> = {
  '○': 'o',
  '▁': '_',
  '▂': '.',
  '▃': '-',
  '▄': '=',
  '▅': '+',
  '▆': '*',
  '▇': '%',
  '█': '#',
  '›': '>',
  '…': '~',
  '●': '*',
  '✔': '+',
  '✖': 'x',
  '✘': 'x',
  '×': 'x',
  '·': '-',
  '─': '-',
  '┌': '+',
  '┐': '+',
  '━': '=',
  '┏': '#',
  '┓': '#',
  '│': '|',
  '└': '+',
  '┘': '+',
  '┃': '#',
  '┗': '#',
  '┛': '#',
};

/** A frame with AIM's own symbols in ASCII. Any other letter stays as it is. */
export function toAscii(text: string): string {
  return text.replaceAll(/[^ -~]/g, (character) => ascii[character] ?? character);
}

/**
 * True where symbols would be garbage: on the Linux console, and where the locale names another
 * character set than UTF-8. A locale that is not set says nothing. `AIM_SYMBOLS` (`ascii`,
 * `unicode`) decides where it is set.
 */
export function wantsAscii(env: Readonly<Record<string, string | undefined>>): boolean {
  const wanted = env['AIM_SYMBOLS'];
  if (wanted === 'ascii' || wanted === 'unicode') return wanted === 'ascii';
  if (env['TERM'] === 'linux') return true;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return locale !== '' && !/utf-?8/i.test(locale);
}
