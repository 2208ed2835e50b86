import { isPlainObject } from '../data/json.js';
import type { AimConfig, ToolConfig } from './types.js';
import { manifestId } from './find-manifests.js';
import type { Manifest } from './parse-config.js';
import type { Wrong } from './schema-problems.js';
import { configErrors, invalidConfig, parseJson } from './validate-config.js';

/**
 * Parses and checks the text of a manifest: it is held against the schema of the configuration, as
 * the one tool of it.
 *
 * @throws AimError `config.invalid` with every problem at once
 */
export async function validateManifestText(
  file: string,
  text: string,
  { idIsName = false }: { idIsName?: boolean } = {},
): Promise<Manifest> {
  const value = await parseJson(file, text);
  if (!isPlainObject(value)) {
    throw await invalidConfig(file, text, [{ path: [], message: 'expected a tool as an object' }]);
  }
  const { $schema, id = manifestId(file), ...tool } = value;
  const problems = [
    ...schemaProblem($schema),
    ...idProblems(id, idIsName ? manifestId(file) : undefined),
    ...(await toolProblems(tool, typeof id === 'string' ? id : 'tool')),
  ];
  if (problems.length > 0) throw await invalidConfig(file, text, problems);
  return { id: id as string, tool: tool as ToolConfig };
}

function schemaProblem(schema: unknown): Wrong[] {
  if (schema === undefined || typeof schema === 'string') return [];
  return [{ path: ['$schema'], message: `expected string, found ${typeof schema}` }];
}

function idProblems(id: unknown, name: string | undefined): Wrong[] {
  if (typeof id !== 'string') {
    return [{ path: ['id'], message: `expected string, found ${typeof id}` }];
  }
  if (name === undefined || id === name) return [];
  return [{ path: ['id'], message: `expected ${name}, as the file is called, found ${id}` }];
}

/** What is wrong with the tool, told by paths of the manifest. */
async function toolProblems(tool: object, id: string): Promise<Wrong[]> {
  const config = { registry: { tools: { [id]: tool } } } as AimConfig;
  return (await configErrors(config)).map(({ path, message }) =>
    // A name that no tool may have is told of the key that would be its place.
    path.length > 3 || !message.startsWith('expected a name')
      ? { path: path.slice(3), message }
      : { path: ['id'], message: `${message}, found ${id}` },
  );
}
