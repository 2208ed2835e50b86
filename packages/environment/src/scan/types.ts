/** Files of the same content. All of their bytes were compared, unless `proof` says otherwise. */
export interface DuplicateGroup {
  /** Names the content; `ALGORITHM:HEX`. */
  hash: string;
  sizeBytes: number;
  /** One path for each copy on the disk, at least two, sorted. */
  files: string[];
  /** What goes free at least when all copies but one are deleted: holes of sparse files take nothing. */
  wastedBytes: number;
  /** Further names of copies that have more than one (hard links); they waste nothing. */
  hardLinks: { file: string; names: string[] }[];
  /** How it is known: compared now, compared by an earlier scan and unchanged since, or by names that are hashes. */
  proof: 'bytes' | 'cache' | 'name';
  /** For the file of an AI model that a tool keeps. */
  model: HeldModel | null;
}

/** Who keeps the file of a model. */
export interface HeldModel {
  /** Such as `Ollama`, sorted. */
  holders: string[];
  /** The hash that the file's name tells, in hex; null where no name tells one. */
  sha256: string | null;
}

/** What a scan could not look at, or what did not stay as it was. */
export interface ScanProblem {
  path: string;
  kind: 'missing' | 'unreadable' | 'changed';
  /** For people, with the reason of the system. */
  message: string;
}

export interface DuplicatesSummary {
  /** Regular files of at least the smallest size, each once however many names it has. */
  scannedFiles: number;
  scannedBytes: number;
  folders: number;
  groups: number;
  /** Copies beyond the first of each group. */
  extraCopies: number;
  wastedBytes: number;
  /** What was read to tell files apart. */
  readBytes: number;
  /** True when the scan was stopped: there may be more duplicates than told. */
  isPartial: boolean;
}

export interface DuplicatesResult {
  /** What was searched, as absolute paths: none of them within another. */
  roots: string[];
  /** What wastes most comes first. */
  groups: DuplicateGroup[];
  summary: DuplicatesSummary;
  problems: ScanProblem[];
}
