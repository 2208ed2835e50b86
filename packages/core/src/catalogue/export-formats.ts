/** The formats of `aim secrets export`. */
export const exportFormats = [
  'sh',
  'fish',
  'powershell',
  'cmd',
  'dotenv',
  'json',
  'docker-env',
  'github-actions',
] as const;

export type ExportFormat = (typeof exportFormats)[number];
