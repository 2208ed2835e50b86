import { configKey } from './config-key.js';
import type { ConfigProblem } from './config-problem.js';
import { findDuplicateKeys } from './duplicate-keys.js';
import { createLocator, findSyntaxError } from './locate.js';
import { explained, schemaErrors, type Validator } from './schema-problems.js';

/** What a JSON file says, and everything that is wrong with it. */
export interface CheckedJson {
  value: unknown;
  problems: ConfigProblem[];
}

/**
 * Parses the text of a JSON file and holds it against a compiled schema. A key that stands twice
 * is a problem too. Each problem has its place in the file; `value` counts only without any.
 */
export async function checkJson(
  file: string,
  text: string,
  validate: Validator,
): Promise<CheckedJson> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { value: undefined, problems: [await syntaxProblem(file, text)] };
  }
  const wrong = explained(schemaErrors(validate, value), value, validate);
  const duplicates = await findDuplicateKeys(file, text);
  if (wrong.length === 0) return { value, problems: duplicates };
  const locate = await createLocator(text);
  const problems = wrong.map(({ path, message }) => {
    return { file, ...locate(path), path: configKey(path), message };
  });
  return { value, problems: [...problems, ...duplicates] };
}

/** The place where a text ceases to be JSON. */
export async function syntaxProblem(file: string, text: string): Promise<ConfigProblem> {
  const found = await findSyntaxError(text);
  const position = found?.position ?? { line: 1, column: 1 };
  const problem = text.trim() === '' ? 'the file is empty' : (found?.problem ?? 'not JSON');
  return { file, ...position, path: '', message: `expected JSON: ${problem}` };
}
