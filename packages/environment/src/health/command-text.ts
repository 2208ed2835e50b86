import type { CataloguePackage, Host } from '@aim/core';

/** A word of a command that a person may paste: quoted for their shell where it has to be. */
export function quoted(word: string, platform: Host['platform']): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (platform === 'win32') return `"${word}"`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** `a, b, c and 7 more`. */
export function listed(items: readonly string[], most = 8): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

/**
 * A configured path as a word of a POSIX shell: variables and `~` stay for the shell to expand.
 * Undefined for one that a shell would read in another way.
 */
export function configuredWord(text: string): string | undefined {
  if (/^(?:~|\$\w+|\$\{\w+\})(?:\/[\w@%+=:,.-]*)*$/.test(text)) {
    return text.replace(/^(\$[^/]+)/, '"$1"');
  }
  return /[$%~]/.test(text) ? undefined : quoted(text, 'linux');
}

/** The command that puts a folder in front of PATH, in the user's shell. */
export function putOnPath(folder: string, { platform, env }: Host): string {
  if (platform === 'win32') return `$env:Path = "${folder};$env:Path"`;
  if (env['SHELL']?.endsWith('/fish') === true) {
    return `fish_add_path --move ${quoted(folder, platform)}`;
  }
  return `export PATH=${quoted(folder, platform)}:"$PATH"`;
}

/** The command that sets a variable, in the user's shell. */
export function setVariable(name: string, value: string, { platform, env }: Host): string {
  if (platform === 'win32') return `$env:${name} = "${value}"`;
  const word = quoted(value, platform);
  if (env['SHELL']?.endsWith('/fish') === true) return `set -gx ${name} ${word}`;
  return `export ${name}=${word}`;
}

/** The command that takes variables away, in the user's shell. */
export function unsetVariables(names: readonly string[], { platform, env }: Host): string {
  if (platform === 'win32') return names.map((name) => `Remove-Item Env:${name}`).join('; ');
  return `${env['SHELL']?.endsWith('/fish') === true ? 'set -e' : 'unset'} ${names.join(' ')}`;
}

/**
 * The command that installs a package, at a version where one is given; undefined for a manager
 * that takes none.
 */
export function installCommand(
  { manager, name }: CataloguePackage,
  version: string | null,
  platform: Host['platform'],
): string | undefined {
  const spec = (separator: string) =>
    quoted(version === null ? name : `${name}${separator}${version}`, platform);
  switch (manager) {
    case 'npm':
      return `npm install -g ${spec('@')}`;
    case 'pipx':
      return `pipx install ${version === null ? '' : '--force '}${spec('==')}`;
    case 'uv':
      return `uv tool install ${version === null ? '' : '--force '}${spec('==')}`;
    case 'scoop':
      return `scoop install ${spec('@')}`;
    case 'winget':
      return `winget install --exact --id ${quoted(name, platform)}${version === null ? '' : ` --version ${version}`}`;
    case 'choco':
      return `choco install ${quoted(name, platform)}${version === null ? '' : ` --version ${version}`}`;
    case 'brew':
      return version === null ? `brew install ${quoted(name, platform)}` : undefined;
    case 'brew-cask':
      return version === null ? `brew install --cask ${quoted(name, platform)}` : undefined;
    case 'apt':
      return `sudo apt-get install ${spec('=')}`;
  }
}
