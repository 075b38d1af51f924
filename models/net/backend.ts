/**
 * TensorFlow, by the fastest way this machine has: native (tfjs-node), WebAssembly, or plain JavaScript.
 */
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type * as tensorflow from '@tensorflow/tfjs';

/** TensorFlow's own namespace. */
export type TensorFlowNamespace = typeof tensorflow;

/** Where TensorFlow computes. */
export type TensorFlowBackend = 'node' | 'wasm' | 'cpu';

/** A loaded TensorFlow that has multiplied two matrices correctly. */
export interface TensorFlow {
  readonly tf: TensorFlowNamespace;
  readonly backend: TensorFlowBackend;
  /** TensorFlow.js version. */
  readonly version: string;
  /** Why this backend and not a faster one; empty for the fastest. */
  readonly reason: string;
}

/** What the loader asks of its surroundings. */
export interface TensorFlowHost {
  /** `process.versions.node`. */
  readonly nodeVersion: string;
  /** Imports an installed package by name; rejects when it is absent or cannot start. */
  readonly importPackage: (name: string) => Promise<unknown>;
}

const nativePackage = '@tensorflow/tfjs-node';
const wasmPackage = '@tensorflow/tfjs-backend-wasm';
/** tfjs-node 4.x calls `util.isNullOrUndefined`, which Node 23 removed. */
const firstNodeWithoutNative = 23;

/**
 * Loads TensorFlow on the best backend that works here. Nothing is downloaded: the WebAssembly files are the package's own.
 * Backends round differently, so whoever saves a fitted model records `backend` beside it.
 *
 * @throws Error when not even the plain JavaScript backend works: the installation is broken
 */
export async function loadTensorFlow(host: TensorFlowHost = thisProcess()): Promise<TensorFlow> {
  const native = await attempt(() => loadNative(host));
  if (typeof native !== 'string') return { ...native, reason: '' };
  const wasm = await attempt(() => loadWasm(host));
  if (typeof wasm !== 'string') return { ...wasm, reason: native };
  const cpu = await loadCpu(host);
  return { ...cpu, reason: `${native}; ${wasm}` };
}

type Loaded = Omit<TensorFlow, 'reason'>;

async function loadNative(host: TensorFlowHost): Promise<Loaded> {
  const major = Number(host.nodeVersion.split('.')[0]);
  if (major >= firstNodeWithoutNative)
    throw new Error(`${nativePackage} does not run on Node ${host.nodeVersion}`);
  const tf = asTensorFlow(await host.importPackage(nativePackage));
  const registered: unknown = tf.findBackendFactory('tensorflow');
  if (!registered || !(await tf.setBackend('tensorflow')))
    throw new Error(`${nativePackage} has no native backend`);
  return tried(tf, 'node');
}

async function loadWasm(host: TensorFlowHost): Promise<Loaded> {
  const tf = asTensorFlow(await host.importPackage('@tensorflow/tfjs'));
  const wasm = namespace(await host.importPackage(wasmPackage)) as { setWasmPaths(folder: string): void };
  const folder = dirname(createRequire(import.meta.url).resolve(wasmPackage));
  wasm.setWasmPaths(folder + sep);
  if (!(await tf.setBackend('wasm'))) throw new Error(`${wasmPackage} could not start`);
  return tried(tf, 'wasm');
}

async function loadCpu(host: TensorFlowHost): Promise<Loaded> {
  const tf = asTensorFlow(await host.importPackage('@tensorflow/tfjs'));
  if (!(await tf.setBackend('cpu'))) throw new Error('the cpu backend could not start');
  return tried(tf, 'cpu');
}

/** Multiplies two small matrices: a backend that registers but cannot compute is no backend. */
async function tried(tf: TensorFlowNamespace, backend: TensorFlowBackend): Promise<Loaded> {
  await tf.ready();
  const product = tf.tidy(() =>
    tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2])),
  );
  const values = await product.data();
  product.dispose();
  if (values.join() !== '19,22,43,50') throw new Error(`the ${backend} backend multiplies wrongly`);
  return { tf, backend, version: tf.version.tfjs };
}

/** The value, or why there is none. */
async function attempt(load: () => Promise<Loaded>): Promise<Loaded | string> {
  try {
    return await load();
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return (text.split('\n')[0] ?? text).replace(/ imported from .*$/, '');
  }
}

function asTensorFlow(imported: unknown): TensorFlowNamespace {
  return namespace(imported) as TensorFlowNamespace;
}

/** A CommonJS package imported from ESM has its exports under `default`. */
function namespace(imported: unknown): unknown {
  const { default: inner } = imported as { default?: unknown };
  return inner ?? imported;
}

function thisProcess(): TensorFlowHost {
  return { nodeVersion: process.versions.node, importPackage: (name) => import(name) };
}
