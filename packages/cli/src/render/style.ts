import { styleText } from 'node:util';

/** Words of the design, not colours: the terminal's own theme decides how they look. */
export interface Style {
  title: (text: string) => string;
  ok: (text: string) => string;
  warn: (text: string) => string;
  fail: (text: string) => string;
  /** Less important text. */
  faint: (text: string) => string;
  /** A command to type, a name to notice. */
  accent: (text: string) => string;
}

type Format = Parameters<typeof styleText>[0];

/** ANSI names only, or nothing at all. */
export function createStyle(hasColour: boolean): Style {
  // The decision was made by the caller: styleText must not look at the streams again.
  const paint = (format: Format) => (text: string) =>
    hasColour ? styleText(format, text, { validateStream: false }) : text;
  return {
    title: paint('bold'),
    ok: paint('green'),
    warn: paint('yellow'),
    fail: paint('red'),
    faint: paint('dim'),
    accent: paint('cyan'),
  };
}
