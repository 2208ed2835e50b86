import { AimError } from '../errors/aim-error.js';
import { validateConfig } from '../generated/config-validator.js';
import { nearest } from '../text/nearest.js';
import { wrongChoices, type WrongChoice } from './check-choices.js';
import { wrongPatterns } from './check-patterns.js';
import { createLocator, findSyntaxError, type Position } from './locate.js';
import type { AimConfig } from './types.js';

/** One thing that is wrong in a configuration file. */
export interface ConfigProblem extends Position {
  file: string;
  /** The JSON path in dots, such as `registry.tools.aider.capabilities`. */
  path: string;
  message: string;
}

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
    throw invalid([await syntaxProblem(file, text)]);
  }
}

/** Everything that is wrong with the value of a configuration. */
export async function configErrors(value: unknown): Promise<Wrong[]> {
  const errors = [...schemaErrors(validateConfig, value), ...(await jobErrors(value))];
  const wrong = errors.map((error) => ({ path: pathOf(error), message: explain(error, value) }));
  if (wrong.length > 0) return wrong;
  const config = value as AimConfig;
  const choices = wrongChoices(config).map(choiceError);
  return [
    ...choices.map((error) => ({ path: pathOf(error), message: explain(error, value) })),
    ...wrongPatterns(config),
  ];
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
  return invalid(
    wrong.map(({ path, message }) => ({ file, ...locate(path), path: path.join('.'), message })),
  );
}

async function syntaxProblem(file: string, text: string): Promise<ConfigProblem> {
  const found = await findSyntaxError(text);
  const position = found?.position ?? { line: 1, column: 1 };
  const problem = text.trim() === '' ? 'the file is empty' : (found?.problem ?? 'not JSON');
  return { file, ...position, path: '', message: `expected JSON: ${problem}` };
}

function invalid(problems: ConfigProblem[]): AimError {
  const lines = problems.map(
    ({ file, line, column, path, message }) =>
      `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`,
  );
  return new AimError('config.invalid', lines.join('\n'), {
    hint: 'Correct the file, then check it with: aim config validate',
    details: { problems },
  });
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

function explain(error: SchemaError, root: unknown): string {
  const path = pathOf(error);
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

function isOfVariables({ schemaPath }: SchemaError): boolean {
  return schemaPath.startsWith('#/definitions/secretVariables/');
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
