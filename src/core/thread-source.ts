/**
 * How a thread or a process is started from a module of ours, in a checkout and when installed.
 */
import { fileURLToPath } from 'node:url';

/** First argument of `new Worker` and what goes into its options. */
export interface ThreadSource {
  readonly entry: URL | string;
  readonly options: { readonly eval?: true };
}

/**
 * In a checkout the module is TypeScript, so its thread first registers the loader.
 *
 * @param module address of the module as its neighbour sees it, ending in `.ts` or `.js`
 */
export function threadSource(module: URL): ThreadSource {
  if (!module.pathname.endsWith('.ts')) return { entry: module, options: {} };
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const entry = `import(${loader}).then(({ register }) => (register(), import(${JSON.stringify(module.href)})))`;
  return { entry, options: { eval: true } };
}

/** What `fork` needs to start a module of ours as a process. */
export interface ProcessSource {
  readonly path: string;
  readonly execArgv: readonly string[];
}

/** The same for a process. */
export function processSource(module: URL): ProcessSource {
  const path = fileURLToPath(module);
  return { path, execArgv: path.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [] };
}
