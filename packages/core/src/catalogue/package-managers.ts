/** Package managers whose packages and pins AIM knows. */
export const packageManagers = [
  'npm',
  'pipx',
  'uv',
  'brew',
  'brew-cask',
  'winget',
  'scoop',
  'choco',
  'apt',
] as const;

export type PackageManager = (typeof packageManagers)[number];
