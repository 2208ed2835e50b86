/** The package has no types of its own. */
declare module 'cmd-shim' {
  const cmdShim: (from: string, to: string) => Promise<void>;
  export default cmdShim;
}
