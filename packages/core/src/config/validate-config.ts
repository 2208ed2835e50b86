import { validateConfig } from '../generated/config-validator.js';
import { nearest } from '../text/nearest.js';
import { wrongChoices, type WrongChoice } from './check-choices.js';
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
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw configInvalid([await syntaxProblem(file, text)]);
  }
  const errors = validateConfig(value)
    ? wrongChoices(value as AimConfig).map(choiceError)
    : meaningful((validateConfig.errors ?? []) as SchemaError[]);
  if (errors.length === 0) return value as AimConfig;
  const locate = await createLocator(text);
  const problems = errors.map((error): ConfigProblem => {
    const path = pathOf(error);
    return { file, ...locate(path), path: configKey(path), message: explain(error, value, path) };
  });
  throw configInvalid(problems);
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
