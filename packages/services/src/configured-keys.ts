import { AimError, type LoadedConfig } from '@aim/core';
import { referencedSecret, type Injection } from '@aim/secrets';
import { posix, win32 } from 'node:path';

/** What the configuration hands to a command that is no tool, and what of that it may not yet. */
export interface ConfiguredKeys {
  inject: Injection[];
  /** Why a project's wish has no effect. */
  untrusted?: AimError;
}

/**
 * The variables of `run.env`, and over them those of `run.commands` for this program. A command is
 * known by the name of its program, without its folder and without an extension of Windows.
 */
export function configuredKeys(
  { config, sources }: Pick<LoadedConfig, 'config' | 'sources'>,
  command: string,
  platform: NodeJS.Platform,
): ConfiguredKeys {
  const { env = {}, commands = {} } = config.run ?? {};
  const name =
    platform === 'win32'
      ? win32.basename(command).replace(/\.(exe|com|cmd|bat)$/i, '')
      : posix.basename(command);
  const own = Object.hasOwn(commands, name) ? (commands[name]?.env ?? {}) : {};
  const inject = Object.entries({ ...env, ...own }).map(([variable, reference]) => ({
    env: variable,
    secret: referencedSecret(reference) as string,
  }));
  const source = sources.find(({ withheld }) => withheld.some(({ path }) => path === 'run'));
  if (source === undefined) return { inject };
  const untrusted = new AimError(
    'config.untrusted',
    `${source.path} wants to hand your secrets to commands, and is not trusted`,
    {
      hint: 'Read the file, then: aim trust; or go on without them: --allow-missing',
      details: { file: source.path },
    },
  );
  return { inject, untrusted };
}
