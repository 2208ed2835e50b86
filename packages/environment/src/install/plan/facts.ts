import type { InstallChannel, PlatformName } from '@aim/core';
import type { Channel } from '../../detect/types.js';
import type { InstallManager, KeptCopy } from '../types.js';

/** A manager of this machine. */
export interface ManagerOnMachine {
  /** Absolute path of its program. */
  program: string;
  /** Where it puts what is new. */
  prefix: string;
}

export interface Machine {
  platform: PlatformName;
  managers: Readonly<Partial<Record<InstallManager, ManagerOnMachine>>>;
}

/** The copy of a tool that is there. */
export interface PresentCopy {
  channel: Channel;
  package: string | null;
  version: string | null;
  /** Where its manager keeps it; null when that is not told by its place. */
  prefix: string | null;
  path: string | null;
  evidence: string;
  /** Further packages in its environment. */
  extras: readonly string[];
}

/** What planning has to know of one tool. */
export interface InstallableTool {
  id: string;
  /** Ways to install it, best first. */
  channels: readonly InstallChannel[];
  present: PresentCopy | null;
  /** An earlier change of it was cut off: what its metadata says is not believed. */
  interrupted: boolean;
  /** Of the user's own configuration, or of one that they trust. */
  commands: ToolCommands;
}

export interface ToolCommands {
  install?: readonly string[];
  update?: readonly string[];
}

/** The last version of a tool that AIM replaced. */
export interface EarlierCopy {
  tool: string;
  manager: InstallManager;
  package: string;
  prefix: string;
  /** Null when there was none. */
  version: string | null;
  extras: readonly string[];
  kept: KeptCopy | null;
}
