import { configInvalid, isAimError } from '@aim/core';
import type { Aim } from '@aim/services';
import { keyMapProblems, type KeyMap } from './actions/key-map.js';

/**
 * The keys of the user's configuration. Where that cannot be read there are none: the panes say why.
 *
 * @throws AimError `config.invalid` with the place of every key that cannot be obeyed
 */
export async function readKeyMap(aim: Aim): Promise<KeyMap> {
  const { keys, places } = await readKeys(aim);
  const problems = keyMapProblems(keys);
  if (problems.length === 0) return keys;
  throw configInvalid(
    problems.map(({ id, message }) => ({
      ...(places[id] ?? { file: 'the configuration', line: 1, column: 1 }),
      path: `dashboard.keys.${id}`,
      message,
    })),
  );
}

async function readKeys(aim: Aim): ReturnType<Aim['dashboardKeys']> {
  try {
    return await aim.dashboardKeys();
  } catch (error) {
    if (isAimError(error)) return { keys: {}, places: {} };
    throw error;
  }
}
