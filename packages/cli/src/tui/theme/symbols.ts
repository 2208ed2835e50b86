/** Symbols of one cell each. The marks of tools and checks are those of the text commands. */
export const symbols = {
  selected: '›',
  cut: '…',
  thin: { topLeft: '┌', topRight: '┐', horizontal: '─' },
  thick: { topLeft: '┏', topRight: '┓', horizontal: '━' },
} as const;
