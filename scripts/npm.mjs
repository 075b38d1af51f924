/** Where this machine's npm is and how it is run. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * npm's own script: the one that runs us, else the one beside this Node.
 * @returns {string | null} null leaves it to the PATH
 */
export function npmCli() {
  const running = process.env.npm_execpath;
  if (running && basename(running) === 'npm-cli.js' && existsSync(running)) return running;
  const folder = dirname(process.execPath);
  const places = [join(folder, '..', 'lib'), folder].map((place) =>
    join(place, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  );
  return places.find((place) => existsSync(place)) ?? null;
}

/**
 * Node's headers where they lie beside it, so that a native package compiles without fetching them.
 * @returns {Record<string, string>}
 */
export function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  const known = process.env.npm_config_nodedir !== undefined;
  return !known && existsSync(join(prefix, 'include', 'node', 'node.h'))
    ? { npm_config_nodedir: prefix }
    : {};
}
