/** How a piece of text looks, in the terms of Ink's Text. Colours are ANSI names. */
export interface Look {
  color?: 'green' | 'yellow' | 'red' | 'cyan' | 'blue';
  bold?: boolean;
  dimColor?: boolean;
  inverse?: boolean;
}

/** The meanings that a component may ask for. */
export type Token =
  'text' | 'title' | 'secondary' | 'selected' | 'key' | 'ok' | 'warn' | 'fail' | 'border' | 'focus';

export type Theme = Readonly<Record<Token, Look>>;

/** Default foreground for text; the terminal's own theme decides how the names look. */
export const ansiTheme: Theme = {
  text: {},
  title: { bold: true },
  secondary: { dimColor: true },
  selected: { bold: true },
  key: { color: 'cyan' },
  ok: { color: 'green' },
  warn: { color: 'yellow' },
  fail: { color: 'red' },
  border: { dimColor: true },
  focus: { color: 'cyan', bold: true },
};

/** Nothing is dim, and what is selected stands out by more than weight. */
export const contrastTheme: Theme = {
  ...ansiTheme,
  secondary: {},
  border: {},
  selected: { bold: true, inverse: true },
};

/** No codes at all: marks, words and the shape of the border say everything. */
export const plainTheme: Theme = {
  text: {},
  title: {},
  secondary: {},
  selected: {},
  key: {},
  ok: {},
  warn: {},
  fail: {},
  border: {},
  focus: {},
};

/** No colour wins over contrast, which `AIM_CONTRAST=high` asks for. */
export function themeFor(
  env: Readonly<Record<string, string | undefined>>,
  hasColour: boolean,
): Theme {
  if (!hasColour) return plainTheme;
  return env['AIM_CONTRAST'] === 'high' ? contrastTheme : ansiTheme;
}
