import { readTextFile, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';

/** A line of a shell's file that sets a variable. */
export interface ShellExport {
  name: string;
  file: string;
  line: number;
  /** Absent where only the shell could tell it. */
  value?: string;
}

const home = ['.profile', '.bash_profile', '.bash_login', '.bashrc'];
const zsh = ['.zshenv', '.zprofile', '.zshrc', '.zlogin'];
const maxBytes = 1024 * 1024;

/**
 * The lines of the user's shell files that export one of these variables, read as text: nothing is
 * evaluated. A file that cannot be read has none.
 */
export function shellExports(names: ReadonlySet<string>, host: Host): ShellExport[] {
  const zdot = host.env['ZDOTDIR'] || host.home;
  const config = host.env['XDG_CONFIG_HOME'] || join(host.home, '.config');
  const fish = join(config, 'fish');
  const files = [
    ...home.map((file) => join(host.home, file)),
    ...zsh.map((file) => join(zdot, file)),
    join(fish, 'config.fish'),
    ...listed(join(fish, 'conf.d'), '.fish'),
    ...listed(join(config, 'environment.d'), '.conf'),
  ];
  return files.flatMap((file) =>
    linesOf(file).flatMap((text, index) => {
      const found = readLine(text, file);
      return found !== undefined && names.has(found.name)
        ? { ...found, file, line: index + 1 }
        : [];
    }),
  );
}

function linesOf(file: string): string[] {
  try {
    return (readTextFile(file, { maxBytes }) ?? '').split(/\r?\n/);
  } catch {
    return [];
  }
}

function listed(folder: string, ending: string): string[] {
  try {
    const names = fs.readdirSync(folder).filter((name) => name.endsWith(ending));
    return names.sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

const posix = /^\s*(?:export|(?:typeset|declare)\s+-\w*x\w*)\s+(\w+)=(.*)$/;
const fishSet =
  /^\s*set\s+(?:-\w+\s+|--\w+\s+)*(?:-\w*x\w*|--export)\s+(?:-\w+\s+|--\w+\s+)*(\w+)\s+(.*)$/;
const plain = /^\s*(\w+)=(.*)$/;

function readLine(text: string, file: string): { name: string; value?: string } | undefined {
  const form = file.endsWith('.fish') ? fishSet : file.endsWith('.conf') ? plain : posix;
  const [, name, rest] = form.exec(text) ?? [];
  if (name === undefined) return undefined;
  const value = literal(rest as string);
  return { name, ...(value !== undefined && { value }) };
}

/** The first word of a line, where it means itself in every shell. */
function literal(text: string): string | undefined {
  const quoted = /^'([^'\\]*)'(?=\s|;|$)|^"([^"\\$`]*)"(?=\s|;|$)/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  return /^([^\s'"\\$`;&|<>()]*)(?=\s|;|$)/.exec(text)?.[1];
}
