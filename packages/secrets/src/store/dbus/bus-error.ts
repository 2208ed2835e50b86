/** Why a question over the bus has no answer. */
export class BusError extends Error {
  /**
   * `timeout`; `closed`; `malformed` for what is no D-Bus; the system's code of a socket that could
   * not be opened, such as `ENOENT`; else the name of the error that was answered.
   */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'BusError';
    this.code = code;
  }
}

/** The error for bytes that no bus would send. */
export function malformed(what: string): BusError {
  return new BusError('malformed', `the session bus sent ${what}`);
}
