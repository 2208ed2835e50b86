import { refusesNothing, type ExportWriter } from './export-writer.js';

/** One object: name to value. */
export const json: ExportWriter = {
  refusal: refusesNothing,
  write: (variables) => {
    const object = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    return `${JSON.stringify(object, null, 2)}\n`;
  },
  takesAnyName: true,
};
