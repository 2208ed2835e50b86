import type { BackupKey } from '../backup/age.js';

/** Where values come from. */
export type ImportSource =
  /** `bytes`: what was read of it already, as from stdin. */
  | { from: 'dotenv'; path: string; bytes?: Uint8Array }
  | { from: 'env' }
  /** The keyring of AIM+, and its list of names; `~/.aim/secrets_metadata.json` unless told. */
  | { from: 'keyring'; path?: string }
  /** `path` names the file in messages. */
  | { from: 'backup'; path: string; file: Uint8Array; key: BackupKey };

/** Which of the values are wanted: those that look like credentials, unless told. */
export interface ImportSelection {
  /** These and no others, whatever they look like. */
  only?: readonly string[];
  all?: boolean;
}

/** A value that a source has. */
export interface Candidate {
  name: string;
  value: string;
  line?: number;
  description?: string;
  /** RFC 3339. */
  createdAt?: string;
  expiresAt?: string;
}

/** Why a name is passed over. */
export type SkipReason =
  /** Its name says nothing of a credential. */
  | 'no_credential'
  | 'empty'
  /** It refers to a secret: `aim://NAME`. */
  | 'reference'
  /** Nothing can be stored under that name. */
  | 'invalid_name'
  /** It is a setting of AIM itself. */
  | 'setting'
  /** It is another name of a secret that the source has too. */
  | 'double'
  /** The list has the name, and the keyring has no value of it. */
  | 'absent';

export interface Skipped {
  name: string;
  reason: SkipReason;
  line?: number;
}

/** What a person should know of a source. */
export interface ImportNote {
  message: string;
  fix?: string;
  /** The entry that it is about. */
  name?: string;
}

/** What a source holds. */
export interface Reading {
  candidates: Candidate[];
  skipped: Skipped[];
  notes: ImportNote[];
  /** The file that still holds the values as plain text. */
  plaintext?: string;
}
