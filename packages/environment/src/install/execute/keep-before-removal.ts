import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { npmBin, npmModules } from '../managers/npm.js';
import { nameOf } from '../managers/manager.js';
import { keepEnvironment } from '../undo/environment-copy.js';
import { linkFolder } from '../undo/folders.js';
import { launchersInto } from '../undo/launchers.js';
import { environmentPlace } from './environment-step.js';
import { folderOf, type QueuedStep, type StepContext } from './step-run.js';

/** Keeps what is uninstalled, so that a rollback brings the very same back, without a network. */
export function keepBeforeRemoval(item: QueuedStep, context: StepContext): void {
  const { step, index } = item;
  const { host, operation, folder } = context;
  const isWindows = host.platform === 'win32';
  const version = operation.record.steps[index]?.before ?? null;
  const environment = environmentPlace(step, host);
  if (environment !== undefined) {
    const copy = keepEnvironment(environment.place, {
      bin: environment.bin,
      folder: join(folder, 'kept', folderOf(item, context)),
      isWindows,
    });
    operation.update(index, { kept: copy && { ...copy, version } });
    return;
  }
  if (step.manager !== 'npm') return;
  const modules = npmModules(step.prefix, host);
  const place = join(modules, nameOf(step));
  if (!existsSync(place)) return;
  const inside = join('lib', 'node_modules', nameOf(step));
  const kept = join(modules, '.aim', 'kept', folderOf(item, context), inside);
  linkFolder(place, kept);
  const links = launchersInto(npmBin(step.prefix, host), place, isWindows);
  operation.update(index, {
    kept: {
      folder: kept,
      place,
      links: links.map(({ path, value }) => ({ path, target: value })),
      version,
    },
  });
}
