/** Something about a key that was found without asking anybody. */
export interface KeyFinding {
  id:
    | 'empty'
    | 'whitespace'
    | 'quoted'
    | 'placeholder'
    | 'provider'
    | 'prefix'
    | 'length'
    | 'characters'
    | 'marker'
    | 'checksum'
    | 'expired'
    | 'expires-soon'
    | 'old';
  /** `fail`: it cannot work; `warn`: it should be looked at. */
  severity: 'info' | 'warn' | 'fail';
  /** A part of a sentence that begins with "it"; never the key or a part of it. */
  message: string;
}
