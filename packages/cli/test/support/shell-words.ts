/** Splits a line of documentation as a shell would: quotes, and operators as words of their own. */
export function shellWords(line: string): string[] {
  const words = line.match(/(?:'[^']*'|"[^"]*"|[^\s'"|])+|\|/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_all, single?: string, double?: string) =>
      String(single ?? double),
    ),
  );
}
