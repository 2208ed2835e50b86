// The contract of @aim/secrets/export: values as text for shells, files and jobs.

export { exportFormats, type ExportFormat } from '@aim/core';
export { canExportName, checkExportName, formatExport } from './export/format-export.js';
export type { ExportedVariable } from './export/export-writer.js';
export { githubMasks } from './export/github-actions.js';

// one value as one word
export { quoteFish } from './export/fish.js';
export { quotePowerShell } from './export/powershell.js';
export { quoteSh } from './export/sh.js';
