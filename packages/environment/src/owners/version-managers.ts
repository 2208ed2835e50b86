// mise, asdf: installs/<tool>/<version>; volta: tools/image/packages/<package>.
const foreignFolder =
  /[\\/](?:\.?(?:mise|rtx|asdf)[\\/]installs[\\/](?!node(?:js)?[\\/])|tools[\\/]image[\\/]packages[\\/])/;

/**
 * True inside the folders where mise, asdf or volta let npm, pipx or uv install for them: a bare
 * `npm install -g` would not reach these copies. The prefix of a Node.js that they manage is
 * npm's own and does not count.
 */
export function isInsideVersionManager(realPath: string): boolean {
  return foreignFolder.test(realPath);
}
