import type { ExitName } from './exit-codes.js';

interface ErrorCodeInfo {
  exit: ExitName;
  /** What the code means, for the generated reference; not shown with a single error. */
  meaning: string;
}

/** Every code that `errors[].code` can hold. A code, once published, keeps its meaning and exit. */
export const errorCodes = {
  'usage.invalid': { exit: 'usage', meaning: 'An option or argument is wrong or missing.' },
  'usage.unknown_command': { exit: 'usage', meaning: 'No such command.' },
  'usage.unknown_tool': { exit: 'usage', meaning: 'No tool of that name is known.' },
  'usage.unknown_capability': { exit: 'usage', meaning: 'No capability of that name is known.' },
  'usage.needs_terminal': {
    exit: 'usage',
    meaning: 'The command asks a question and there is no terminal to ask on.',
  },
  'config.invalid': { exit: 'configuration', meaning: 'A configuration file breaks the schema.' },
  'config.unreadable': { exit: 'configuration', meaning: 'A configuration file cannot be read.' },
  'config.not_found': { exit: 'configuration', meaning: 'The named configuration file is absent.' },
  'config.untrusted': {
    exit: 'permission',
    meaning: "A project's configuration wants what waits for `aim trust`.",
  },
  'migrate.invalid': {
    exit: 'configuration',
    meaning: 'A file of AIM+ or AI_MANGER cannot be understood.',
  },
  'migrate.nothing': {
    exit: 'answerIsNo',
    meaning: 'There is nothing to migrate, or no migration to undo.',
  },
  'migrate.changed': {
    exit: 'usage',
    meaning: 'The configuration is not as the migration found or left it: it was kept.',
  },
  'file.permission': {
    exit: 'permission',
    meaning: 'A file or folder may not be read or written.',
  },
  'file.corrupt': {
    exit: 'integrity',
    meaning: 'A file of AIM does not parse; it was kept as is.',
  },
  'file.insecure': {
    exit: 'permission',
    meaning: 'A file that guards secrets can be read by others, is a link or has another owner.',
  },
  'file.exists': { exit: 'usage', meaning: 'A file that would be made is there already.' },
  'file.timeout': { exit: 'deadline', meaning: 'A pipe was not written to its end in time.' },
  'audit.broken': {
    exit: 'integrity',
    meaning: 'A record of the audit log was changed, taken away, moved or put in.',
  },
  'lock.busy': { exit: 'busy', meaning: 'Another AIM holds the lock.' },
  'lockfile.invalid': {
    exit: 'configuration',
    meaning: '`aim_lock.json` breaks its schema or does not parse; it was kept as is.',
  },
  'lockfile.frozen': {
    exit: 'frozen',
    meaning: 'Lock and configuration disagree, and may not be changed.',
  },
  'lockfile.tampered': {
    exit: 'integrity',
    meaning: 'A registry has other files for a locked version than it had.',
  },
  'version.unresolved': {
    exit: 'someFailed',
    meaning: 'No version of a tool may be chosen; the lock was kept as is.',
  },
  'version.unsigned': {
    exit: 'integrity',
    meaning: 'A signature of a registry is wrong, or missing where it has to be.',
  },
  'registry.unavailable': {
    exit: 'network',
    meaning: 'A registry of packages does not answer, or answers with something else.',
  },
  'secret.absent': { exit: 'answerIsNo', meaning: 'No secret of that name is stored.' },
  'secret.exists': { exit: 'usage', meaning: 'A secret of that name is stored already.' },
  'secret.locked': { exit: 'store', meaning: 'The store is there but locked.' },
  'secret.denied': { exit: 'permission', meaning: 'The store refused access.' },
  'secret.unavailable': { exit: 'store', meaning: 'The store cannot be reached.' },
  'secret.corrupt': { exit: 'integrity', meaning: 'The store answered, but its data is damaged.' },
  'secret.timeout': { exit: 'store', meaning: 'The store did not answer within its deadline.' },
  'secret.invalid_name': { exit: 'usage', meaning: 'The name is not a valid secret name.' },
  'secret.invalid_value': { exit: 'usage', meaning: 'The value cannot be stored.' },
  'secret.rejected': {
    exit: 'answerIsNo',
    meaning: 'A new value is no key, or its provider rejects it; the old one was kept.',
  },
  'secret.read_only': { exit: 'usage', meaning: 'The chosen store cannot be written.' },
  'secret.not_exportable': {
    exit: 'usage',
    meaning: 'The format cannot hold the name or the value.',
  },
  'secret.agent_refused': {
    exit: 'permission',
    meaning: 'An AI agent asked for a value, and you have not allowed that.',
  },
  'adoption.absent': { exit: 'answerIsNo', meaning: 'There is no such adoption to take back.' },
  'adoption.changed': {
    exit: 'integrity',
    meaning: 'A file or a secret is not as the adoption left or found it; it was kept as is.',
  },
  'scan.changed': {
    exit: 'integrity',
    meaning: 'What was to be cleaned or restored is not what it was; it was kept as is.',
  },
  'scan.absent': { exit: 'answerIsNo', meaning: 'There is no such cleaning to take back.' },
  'scan.command_failed': {
    exit: 'someFailed',
    meaning: "A program's own command that cleans its cache failed.",
  },
  'clipboard.unavailable': {
    exit: 'prerequisite',
    meaning: 'There is no clipboard that AIM can copy to.',
  },
  'import.invalid': { exit: 'usage', meaning: 'What is to be imported cannot be understood.' },
  'import.needs_program': {
    exit: 'prerequisite',
    meaning: 'The source can be read only with a program that is not there.',
  },
  'run.not_found': { exit: 'notFound', meaning: 'The program was not found.' },
  'run.not_executable': { exit: 'notExecutable', meaning: 'The program cannot be executed.' },
  'run.failed': { exit: 'runFailed', meaning: '`aim run` itself failed.' },
  'invoke.invalid_payload': {
    exit: 'usage',
    meaning: 'The prompt or payload is missing or wrong.',
  },
  'invoke.no_eligible_tool': { exit: 'prerequisite', meaning: 'No tool can take the job now.' },
  'invoke.chain_failed': { exit: 'chainFailed', meaning: 'Every tool of the chain failed.' },
  'invoke.deadline': { exit: 'deadline', meaning: 'The deadline passed.' },
  'invoke.cancelled': { exit: 'interrupted', meaning: 'Cancelled by the user.' },
  'install.failed': {
    exit: 'someFailed',
    meaning: 'A package manager did not do what it was asked.',
  },
  'install.broken': {
    exit: 'someFailed',
    meaning: 'A tool does not work after it was changed; what was there before is there again.',
  },
  'install.in_use': { exit: 'busy', meaning: 'The tool is running.' },
  'install.integrity': {
    exit: 'integrity',
    meaning: 'The files of a package are not those that were locked.',
  },
  'install.foreign': {
    exit: 'prerequisite',
    meaning: 'The tool belongs to somebody that AIM cannot change it by.',
  },
  'install.no_channel': {
    exit: 'prerequisite',
    meaning: 'No package manager brings the tool to this system.',
  },
  'install.manager_missing': {
    exit: 'prerequisite',
    meaning: 'The package manager of the tool is not on PATH.',
  },
  'install.no_versions': {
    exit: 'usage',
    meaning: 'The package manager of the tool takes no version.',
  },
  'install.invalid_name': {
    exit: 'usage',
    meaning: 'A name of a package, or a version, is one that a manager would misunderstand.',
  },
  'install.needs_root': {
    exit: 'permission',
    meaning: 'The package manager needs root, and nobody can be asked for a password.',
  },
  'install.deadline': { exit: 'deadline', meaning: 'A package manager did not end in time.' },
  'install.nothing_kept': {
    exit: 'answerIsNo',
    meaning: 'There is nothing that could be rolled back.',
  },
  'internal.bug': { exit: 'bug', meaning: 'A bug in AIM.' },
} as const satisfies Record<string, ErrorCodeInfo>;

export type ErrorCode = keyof typeof errorCodes;
