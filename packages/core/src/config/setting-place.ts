import { readTextFile } from '../files/read-file.js';
import type { ConfigPath } from './config-key.js';
import { createLocator } from './locate.js';

/**
 * Where a setting stands, as `file:line:column`, for a message about its value. Reads the file
 * again: only for the case that something is wrong with it. Where that fails, the file alone.
 */
export async function settingPlace(file: string, path: ConfigPath): Promise<string> {
  try {
    const locate = await createLocator(readTextFile(file) ?? '');
    const { line, column } = locate(path);
    return `${file}:${line}:${column}`;
  } catch {
    return file;
  }
}
