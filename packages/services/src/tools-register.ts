import { AimError, parseManifest, readTextFile } from '@aim/core';
import {
  findTool,
  removeRegistration,
  writeManifest,
  writeRegistration,
  type ToolRegistration,
} from '@aim/registry';
import { dirname, resolve } from 'node:path';
import type { AimContext } from './context.js';
import { record } from './record.js';

export interface Registered {
  id: string;
  file: string;
  dryRun: boolean;
}

interface ChangeOptions {
  /** Checks everything and writes nothing. */
  dryRun?: boolean;
}

/**
 * Adds a tool to the user's configuration, or only checks that it could.
 *
 * @throws AimError `config.invalid`, `usage.invalid`, `lock.busy`, `file.permission`
 */
export async function registerTool(
  context: AimContext,
  registration: ToolRegistration,
  { dryRun = false }: ChangeOptions = {},
): Promise<Registered> {
  const file = context.editedConfigFile;
  const tool = withAbsoluteScript(registration, context.host.cwd);
  await writeRegistration(file, tool, { dryRun });
  return changed(context, 'registered', { id: registration.name, file, dryRun });
}

/**
 * The same for a tool that a manifest describes.
 *
 * @param manifest - the file, from the working directory
 * @throws AimError also `usage.invalid` where there is no such file
 */
export async function registerManifest(
  context: AimContext,
  manifest: string,
  { dryRun = false }: ChangeOptions = {},
): Promise<Registered> {
  const path = resolve(context.host.cwd, manifest);
  const text = readTextFile(path);
  if (text === undefined) {
    throw new AimError('usage.invalid', `No manifest at ${path}`, {
      hint: 'aim tools register --help',
      details: { path },
    });
  }
  const { id, tool } = await parseManifest(path, text);
  const file = context.editedConfigFile;
  await writeManifest(file, { id, tool: withAbsoluteScript(tool, dirname(path)) }, { dryRun });
  return changed(context, 'registered', { id, file, dryRun });
}

/**
 * Takes a tool out of the user's configuration. One of the catalogue stays, without what was
 * configured of it.
 *
 * @throws AimError `usage.unknown_tool`, `usage.invalid` for a tool that another file defines,
 *   `config.invalid`, `lock.busy`, `file.permission`
 */
export async function unregisterTool(
  context: AimContext,
  name: string,
  { dryRun = false }: ChangeOptions = {},
): Promise<Registered> {
  const tool = findTool(await context.jobRegistry(), name, await context.withheld());
  const file = context.editedConfigFile;
  if (!(await removeRegistration(file, tool.id, { dryRun }))) {
    const elsewhere = tool.origin.kind === 'config' ? tool.origin.file : undefined;
    const where = elsewhere === undefined ? "by AIM's catalogue" : `in ${elsewhere}`;
    throw new AimError('usage.invalid', `${tool.id} is not defined in ${file}, but ${where}`, {
      hint: elsewhere === undefined ? 'aim tools list' : `Change or remove ${elsewhere}`,
      details: { tool: tool.id, file },
    });
  }
  return changed(context, 'unregistered', { id: tool.id, file, dryRun });
}

async function changed(context: AimContext, what: string, result: Registered): Promise<Registered> {
  const { id, file, dryRun } = result;
  if (dryRun) return result;
  await record(context, {
    event: 'config_update',
    message: `tool ${what}: ${id}`,
    details: { tool: id, file },
  });
  return result;
}

/** A script is named from where the user or the manifest stands; the configuration lies elsewhere. */
function withAbsoluteScript<T extends { adapterScript?: string }>(tool: T, folder: string): T {
  const { adapterScript } = tool;
  if (adapterScript === undefined || /^[~$%]/.test(adapterScript)) return tool;
  return { ...tool, adapterScript: resolve(folder, adapterScript) };
}
