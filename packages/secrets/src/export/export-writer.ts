/** A variable to be written. */
export interface ExportedVariable {
  name: string;
  value: string;
}

/** How one format is written. What it is handed was checked by `formatExport`. */
export interface ExportWriter {
  /** What about a value the format cannot hold, said without a part of it; undefined for nothing. */
  refusal: (value: string) => string | undefined;
  write: (variables: readonly ExportedVariable[]) => string;
  /** It takes names that are no names of variables. */
  takesAnyName?: true;
  /** Its readers take `Path` and `PATH` for the same name. */
  ignoresCase?: true;
}

/** For a format that holds every value. */
export const refusesNothing = (): undefined => undefined;

/** One line, or one statement of several lines, for each variable. */
export function lineByLine(
  line: (variable: ExportedVariable) => string,
  newline = '\n',
): ExportWriter['write'] {
  return (variables) => variables.map((variable) => line(variable) + newline).join('');
}
