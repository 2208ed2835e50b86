import type { AimError } from '../errors/aim-error.js';
import { validateConfig } from '../generated/config-validator.js';
import { nearest } from '../text/nearest.js';
import { wrongChoices, type WrongChoice } from './check-choices.js';
import { wrongPatterns } from './check-patterns.js';
import { configKey } from './config-key.js';
import { configInvalid, type ConfigProblem } from './config-problem.js';
import { createLocator, findSyntaxError } from './locate.js';
import type { AimConfig } from './types.js';

/** What the compiled schema says of one violation; the part of Ajv's form that is used here. */
interface SchemaError {
  keyword: string;
  instancePath: string;
  schemaPath: string;
  params: Record<string, unknown>;
  message?: string;
}

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

/** One thing that is wrong, before it is looked for in the text. */
export interface Wrong {
  path: readonly string[];
  message: string;
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
  if (errors.length > 0) return explained(errors, value);
  const config = value as AimConfig;
  return [...explained(wrongChoices(config).map(choiceError), value), ...wrongPatterns(config)];
}

function explained(errors: readonly SchemaError[], value: unknown): Wrong[] {
  return errors.map((error) => {
    const path = pathOf(error);
    return { path, message: explain(error, value, path) };
  });
}

type Validator = ((value: unknown) => boolean) & { errors?: unknown[] | null };

function schemaErrors(validate: Validator, value: unknown): SchemaError[] {
  return validate(value) ? [] : meaningful((validate.errors ?? []) as SchemaError[]);
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

async function syntaxProblem(file: string, text: string): Promise<ConfigProblem> {
  const found = await findSyntaxError(text);
  const position = found?.position ?? { line: 1, column: 1 };
  const problem = text.trim() === '' ? 'the file is empty' : (found?.problem ?? 'not JSON');
  return { file, ...position, path: '', message: `expected JSON: ${problem}` };
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

/** A failed `anyOf` or `propertyNames` reports what is below it too: its own line says enough. */
function meaningful(errors: SchemaError[]): SchemaError[] {
  const choices = new Set(
    errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath),
  );
  return errors.filter(
    ({ keyword, instancePath, schemaPath }) =>
      !schemaPath.includes('/propertyNames/') &&
      (keyword === 'anyOf' || !choices.has(instancePath)),
  );
}

function pathOf(error: SchemaError): string[] {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  const extra = error.params['additionalProperty'] ?? error.params['propertyName'];
  return typeof extra === 'string' ? [...path, extra] : path;
}

function explain(error: SchemaError, root: unknown, path: readonly string[]): string {
  const found = `found ${typeName(valueAt(root, path))}`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const parent = valueAt(root, path.slice(0, -1));
      const near = nearest(path.at(-1) as string, knownKeys(path, parent));
      return `unknown key${near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`}`;
    }
    case 'propertyNames':
      return `expected ${isOfVariables(error) ? 'the name of an environment variable, none of AIM_*' : 'a name of letters, digits, dots, dashes and underscores'}`;
    case 'required':
    case 'dependencies':
      return `expected the key ${String(error.params['missingProperty'])}, found none`;
    case 'type':
      return `expected ${String(error.params['type'])}, ${found}`;
    case 'enum':
      return `expected one of ${(error.params['allowedValues'] as unknown[]).join(', ')}, ${found}`;
    case 'minItems':
      return 'expected at least one item, found none';
    case 'anyOf':
      return `expected a string or a list of strings, ${found}`;
    case 'pattern':
      if (isOfVariables(error)) return `expected a reference aim://NAME, ${found}`;
      return `expected text that matches ${String(error.params['pattern'])}, ${found}`;
    default:
      return `${error.message ?? error.keyword}, ${found}`;
  }
}

/** In `run.env` and `run.commands.*.env` names are variables and values references. */
function isOfVariables({ instancePath }: SchemaError): boolean {
  return /^\/run\/(env|commands\/[^/]+\/env)(\/|$)/.test(instancePath);
}

function knownKeys(path: readonly string[], parent: unknown): string[] {
  const taken = typeof parent === 'object' && parent !== null ? Object.keys(parent) : [];
  return (validateConfig.keysAt(path.slice(0, -1)) ?? []).filter((key) => !taken.includes(key));
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    root,
  );
}

function typeName(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'string') return 'string';
  return typeof value === 'object' ? 'object' : `${typeof value} ${String(value)}`;
}
