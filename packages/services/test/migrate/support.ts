import * as fs from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { planConfig } from '../../src/migrate/plan-config.js';
import { readOldFile } from '../../src/migrate/read-old-file.js';
import type { ConfigPlan, PlannedField, Preference } from '../../src/migrate/types.js';

/** Files as AIM+ and AI_MANGER left them. */
export const fixtures = join(import.meta.dirname, 'fixtures');
export const aimPlus = join(fixtures, 'aim-plus');
export const tree = join(aimPlus, 'aim/.AIM_ai-tools-registry');
export const registryFile = join(tree, 'AIM_registry.json');
export const rulesFile = join(tree, 'AIM_cross-tool/AIM_coordination-rules.json');
export const configFile = join(aimPlus, 'aim/config/aim_config.json');
export const bridgeFile = join(aimPlus, 'aim/config/aim_config.yaml');
export const toolstackFile = join(fixtures, 'ai-manger/config/toolstack.config.json');
export const documentsFile = join(fixtures, 'documents/aim_config.json');

/** Writes a file of that name, and answers where. */
export function written(name: string, content: string | Buffer): string {
  const file = join(tempFolder(), name);
  fs.writeFileSync(file, content);
  return file;
}

export interface PlanOptions {
  prefer?: Preference;
  /** The configuration that is there. */
  present?: Record<string, unknown>;
  platform?: NodeJS.Platform;
}

/** The plan for these files, all of the tree of the fixtures. */
export async function planFor(
  files: readonly string[],
  { prefer, present, platform = 'linux' }: PlanOptions = {},
): Promise<ConfigPlan> {
  const sources = await Promise.all(files.map((file) => readOldFile(file, tree)));
  const target = { file: '/home/ann/.config/aim/aim_config.json', config: present };
  return planConfig(sources, target, { platform, ...(prefer !== undefined && { prefer }) });
}

/** What becomes of a field. */
export function fieldAt({ fields }: ConfigPlan, path: string): PlannedField | undefined {
  return fields.find((field) => field.path === path);
}
