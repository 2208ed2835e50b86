import type { CataloguePath, PlatformName } from './places.js';

/** The form of a file; `encrypted` is sealed by the tool itself. */
export type FileFormat =
  | 'json'
  | 'jsonc'
  | 'yaml'
  | 'toml'
  | 'ini'
  | 'dotenv'
  | 'shell'
  | 'text'
  | 'sqlite'
  | 'ssh'
  | 'encrypted'
  | 'folder'
  | 'unknown';

export interface ToolFiles {
  config?: readonly {
    path: CataloguePath;
    format: FileFormat;
    scope: 'user' | 'project' | 'system';
    note?: string;
  }[];
  /** Where it keeps credentials, in plaintext unless the format says otherwise. */
  credentials?: readonly CredentialFile[];
  keychain?: readonly {
    service: string;
    holds: 'api-key' | 'login';
    platforms?: readonly PlatformName[];
    note?: string;
  }[];
  /** Where MCP servers are configured, with the keys that they are given. */
  mcp?: {
    files: readonly CataloguePath[];
    format: FileFormat;
    root: string;
    cli?: string;
    note?: string;
  };
  instructions?: readonly string[];
}

export interface CredentialFile {
  path: CataloguePath;
  format: FileFormat;
  holds: 'api-key' | 'login' | 'token' | 'private-key';
  /** Path of the value inside the file: names joined by dots, `*` for any one. */
  at?: string;
  note?: string;
}

/** Where a tool takes its credential from, in its own order of precedence: first found is used. */
export interface ToolReads {
  source: string;
  order: readonly ReadStep[];
}

export interface ReadStep {
  from: 'flag' | 'env' | 'dotenv' | 'config' | 'credentials' | 'keychain' | 'helper' | 'login';
  /** The variables of `keys` that this step is about; all unless told. */
  keys?: readonly string[];
  /** Variables that it reads and AIM does not fill; `keys` beside them says what they stand for. */
  names?: readonly string[];
  /** The option. */
  name?: string;
  /** Files, best first. */
  paths?: readonly CataloguePath[];
  /** Of the files only the first that is there is read. */
  firstFile?: true;
  /** The value is the name of the variable that is then read, or `PROVIDER=KEY`. */
  gives?: 'variable' | 'assignment';
  /** Path of the value inside the file, as in `CredentialFile`. */
  at?: string;
  /** The entry of the keychain. */
  service?: string;
  /** The setting or command that prints the key. */
  setting?: string;
  platforms?: readonly PlatformName[];
  /** A condition, to follow "only when". */
  when?: string;
  note?: string;
}

/** Something that a tool writes while it runs: a value that leaked into its context is in one. */
export interface ToolWrite {
  kind: 'transcript' | 'history' | 'log' | 'state' | 'cache' | 'model' | 'config';
  path: CataloguePath;
  note?: string;
}
