import {
  AimError,
  editConfig,
  isVariableName,
  parseConfig,
  readTextFile,
  type EditOptions,
  type EndpointProtocol,
  type Manifest,
  type ToolConfig,
} from '@aim/core';
import { holdsPassword, httpUrl, shownAddress } from './endpoint-address.js';

/** What `registerTool` takes: the fields of `register_tool` of AIM+, and what AIM adds. */
export interface ToolRegistration {
  /** The id of the tool; one of the catalogue extends that entry. */
  name: string;
  capabilities: readonly string[];
  /** Base URL of an HTTP tool. */
  endpoint?: string;
  /** Unless told, it is found out at each use. */
  protocol?: EndpointProtocol;
  models?: readonly string[];
  /** Variables that the tool may receive. */
  keys?: readonly string[];
  /** Program names or paths that show that it is installed. */
  detectCommands?: readonly string[];
  /** An executable that speaks the adapter protocol of AIM+. */
  adapterScript?: string;
}

/**
 * Writes a tool into a configuration file, in place of an earlier one of that name, and keeps the
 * file's order and formatting.
 *
 * @throws AimError `usage.invalid` for a wrong field, `config.invalid` when the file was broken
 *   before (it stays as it is), `lock.busy`, `file.permission`
 */
export async function writeRegistration(
  file: string,
  { name, ...tool }: ToolRegistration,
  options: EditOptions = {},
): Promise<void> {
  await writeManifest(file, { id: name, tool: { name, ...tool } as ToolConfig }, options);
}

/** The same for a tool that a manifest describes. */
export async function writeManifest(
  file: string,
  { id, tool }: Manifest,
  options: EditOptions = {},
): Promise<void> {
  check({ ...tool, name: id, capabilities: tool.capabilities ?? [] });
  await editConfig(file, { path: ['registry', 'tools', id], value: tool }, options);
}

/**
 * Takes a tool out of a configuration file, and keeps the rest of it as it is.
 *
 * @returns false when the file does not define the tool; then nothing was written
 * @throws AimError `config.*`, `lock.busy`, `file.permission`
 */
export async function removeRegistration(
  file: string,
  id: string,
  options: EditOptions = {},
): Promise<boolean> {
  const text = readTextFile(file);
  if (text === undefined) return false;
  const { registry } = await parseConfig(file, text);
  if (!Object.hasOwn(registry?.tools ?? {}, id)) return false;
  await editConfig(file, { path: ['registry', 'tools', id], value: undefined }, options);
  return true;
}

type Checked = Pick<ToolRegistration, 'name' | 'capabilities' | 'keys' | 'endpoint'>;

function check(tool: Checked): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(tool.name)) {
    refuse(tool, `the name ${JSON.stringify(tool.name)} is not letters, digits, dots and dashes`);
  }
  if (tool.capabilities.length === 0) refuse(tool, 'it has no capabilities');
  for (const capability of tool.capabilities) {
    if (!/^[a-z][a-z0-9_]*$/.test(capability)) {
      refuse(
        tool,
        `the capability ${JSON.stringify(capability)} is not lower case and underscores`,
      );
    }
  }
  for (const key of tool.keys ?? []) {
    if (!isVariableName(key)) {
      refuse(tool, `the key ${JSON.stringify(key)} is not a variable name`);
    }
  }
  if (tool.endpoint !== undefined) checkEndpoint(tool, tool.endpoint);
}

function checkEndpoint(tool: Checked, endpoint: string): void {
  if (holdsPassword(endpoint)) {
    refuse(tool, 'the endpoint holds a user name or password; put keys in `keys`');
  }
  if (httpUrl(endpoint) === undefined) {
    const shown = JSON.stringify(shownAddress(endpoint));
    refuse(tool, `the endpoint ${shown} is not an http or https address`);
  }
}

function refuse(tool: Checked, problem: string): never {
  throw new AimError('usage.invalid', `Cannot register ${JSON.stringify(tool.name)}: ${problem}`, {
    hint: 'aim tools register --help',
  });
}
