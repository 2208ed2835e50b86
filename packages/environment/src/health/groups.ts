/** What checks are about, in the order in which it is shown. */
export const healthGroups = {
  config: 'Configuration',
  machine: 'This machine',
  presence: 'Tools',
  version: 'Versions',
  runtime: 'Runtimes',
  managers: 'Package managers',
  auth: 'Keys and logins',
  services: 'Services',
  integrity: 'Files of AIM',
  aim: 'AIM itself',
} as const;

export type HealthGroup = keyof typeof healthGroups;
