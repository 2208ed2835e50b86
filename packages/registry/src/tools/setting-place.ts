import { settingPlace } from '@aim/core';
import type { Tool } from './tool.js';

/** Where a key of a configured tool stands, as the end of a sentence; empty for the catalogue's. */
export async function atSetting(tool: Tool, key: string): Promise<string> {
  const { id, origin } = tool;
  if (origin.kind !== 'config' || origin.file === undefined) return '';
  return `: ${await settingPlace(origin.file, ['registry', 'tools', id, key])}`;
}
