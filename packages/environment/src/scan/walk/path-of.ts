import { bufferOf, type FileTable } from './file-table.js';

/** Makes the paths of a table's files; those of one folder in a row are quick. */
export interface PathReader {
  /** For people: what is no UTF-8 in a name shows as U+FFFD. */
  text: (row: number) => string;
  /** For the system: a Buffer where the name is no UTF-8. */
  path: (row: number) => string | Buffer;
}

/** @param separator - of the platform */
export function createPathReader(table: FileTable, separator: string): PathReader {
  const bytes = bufferOf(table.text);
  let lastFolder = -1;
  let prefix = '';
  const text = (row: number) => {
    const folder = table.folder[row] as number;
    if (folder !== lastFolder) {
      prefix = folderText(table, folder);
      if (!prefix.endsWith(separator)) prefix += separator;
      lastFolder = folder;
    }
    const at = table.nameAt[row] as number;
    return prefix + bytes.toString('utf8', at, at + (table.nameLength[row] as number));
  };
  const path = (row: number) => {
    const shown = text(row);
    return shown.includes('\ufffd') ? rawPath(table, row, separator) : shown;
  };
  return { text, path };
}

function folderText(table: FileTable, folder: number): string {
  const at = table.folderAt[folder] as number;
  return bufferOf(table.text).toString('utf8', at, at + (table.folderLength[folder] as number));
}

function rawPath(table: FileTable, row: number, separator: string): Buffer {
  const bytes = bufferOf(table.text);
  const folder = table.folder[row] as number;
  const part = (at: number, length: number) => bytes.subarray(at, at + length);
  return Buffer.concat([
    part(table.folderAt[folder] as number, table.folderLength[folder] as number),
    Buffer.from(separator),
    part(table.nameAt[row] as number, table.nameLength[row] as number),
  ]);
}
