import type { AimError } from '../errors/aim-error.js';
import { validateConfig } from '../generated/config-validator.js';
import { wrongChoices, type WrongChoice } from './check-choices.js';
import { wrongPatterns } from './check-patterns.js';
import { configKey } from './config-key.js';
import { configInvalid } from './config-problem.js';
import { createLocator } from './locate.js';
import { explained, schemaErrors, type SchemaError, type Wrong } from './schema-problems.js';
import { syntaxProblem } from './check-json.js';
import type { AimConfig } from './types.js';

/**
 * Parses and checks the text of a configuration file.
 *
 * @throws AimError `config.invalid` with every problem at once, each as
 *   `file:line:column: path: expected …, found …`.
 */
export async function validateConfigText(file: string, text: string): Promise<AimConfig> {
  const value = await parseJson(file, text);
  const problems = await configErrors(value);
  if (problems.length === 0) return value as AimConfig;
  throw await invalidConfig(file, text, problems);
}

/** @throws AimError `config.invalid` with the place where the text ceases to be JSON */
export async function parseJson(file: string, text: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch {
    throw configInvalid([await syntaxProblem(file, text)]);
  }
}

/** Everything that is wrong with the value of a configuration. */
export async function configErrors(value: unknown): Promise<Wrong[]> {
  const errors = [...schemaErrors(validateConfig, value), ...(await jobErrors(value))];
  if (errors.length > 0) return explained(errors, value, validateConfig);
  const config = value as AimConfig;
  return [
    ...explained(wrongChoices(config).map(choiceError), value, validateConfig),
    ...wrongPatterns(config),
  ];
}

/** How a tool takes jobs is checked by code of its own, since few files say it. */
async function jobErrors(value: unknown): Promise<SchemaError[]> {
  const tools = (value as AimConfig | null)?.registry?.tools ?? {};
  const saysIt = Object.values(tools).some((tool) => tool?.headless ?? tool?.check);
  if (!saysIt) return [];
  const { validateToolJobs } = await import('../generated/tool-jobs-validator.js');
  return schemaErrors(validateToolJobs, value);
}

/** The error of a file, with the place of each problem in its text. */
export async function invalidConfig(
  file: string,
  text: string,
  wrong: readonly Wrong[],
): Promise<AimError> {
  const locate = await createLocator(text);
  return configInvalid(
    wrong.map(({ path, message }) => ({ file, ...locate(path), path: configKey(path), message })),
  );
}

/** As the schema itself would say it. */
function choiceError({ path, allowed }: WrongChoice): SchemaError {
  const instancePath = path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return {
    keyword: 'enum',
    instancePath: instancePath.join(''),
    schemaPath: '',
    params: { allowedValues: allowed },
  };
}
