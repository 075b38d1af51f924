import { describe, expect, it } from 'vitest';
import { loadTensorFlow, type TensorFlow, type TensorFlowHost } from './backend.ts';

const real: TensorFlowHost = {
  nodeVersion: process.versions.node,
  importPackage: (name) => import(/* @vite-ignore */ name),
};

const without = (...absent: string[]): TensorFlowHost => ({
  ...real,
  importPackage: (name) =>
    absent.includes(name)
      ? Promise.reject(new Error(`Cannot find package '${name}'`))
      : real.importPackage(name),
});

/** Cross-entropy before and after a small dense net learns exclusive-or. */
async function learnExclusiveOr({ tf }: TensorFlow): Promise<{ first: number; last: number; p: number[] }> {
  const dense = (units: number, activation: 'tanh' | 'sigmoid', seed: number) =>
    tf.layers.dense({ units, activation, kernelInitializer: tf.initializers.glorotUniform({ seed }) });
  const net = tf.sequential();
  net.add(tf.layers.inputLayer({ inputShape: [2] }));
  net.add(dense(8, 'tanh', 1));
  net.add(dense(1, 'sigmoid', 2));
  net.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' });
  const x = tf.tensor2d([0, 0, 0, 1, 1, 0, 1, 1], [4, 2]);
  const y = tf.tensor2d([0, 1, 1, 0], [4, 1]);
  const { history } = await net.fit(x, y, { epochs: 120, shuffle: false });
  const losses = history['loss'] as number[];
  const predicted = net.predict(x) as ReturnType<typeof tf.tensor2d>;
  const p = Array.from(await predicted.data());
  tf.dispose([x, y, predicted]);
  net.dispose();
  return { first: losses[0]!, last: losses.at(-1)!, p };
}

describe('loadTensorFlow', () => {
  it('trains a small dense net on the backend found', async () => {
    const loaded = await loadTensorFlow();

    const { first, last, p } = await learnExclusiveOr(loaded);

    expect(loaded.tf.getBackend()).toBe(loaded.backend === 'node' ? 'tensorflow' : loaded.backend);
    expect(last).toBeLessThan(0.05);
    expect(last).toBeLessThan(first / 10);
    expect(p.map(Math.round)).toEqual([0, 1, 1, 0]);
  });

  it('runs in WebAssembly with its own files where the native package is absent, and says why', async () => {
    const loaded = await loadTensorFlow(without('@tensorflow/tfjs-node'));

    expect(loaded.backend).toBe('wasm');
    expect(loaded.tf.getBackend()).toBe('wasm');
    expect(await loaded.tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')).toBe(true);
    expect(loaded.version).toBe('4.22.0');
    expect(loaded.reason).toContain('@tensorflow/tfjs-node');
  });

  it('falls back to plain JavaScript where WebAssembly is absent too', async () => {
    const loaded = await loadTensorFlow(without('@tensorflow/tfjs-node', '@tensorflow/tfjs-backend-wasm'));

    expect(loaded.backend).toBe('cpu');
    expect((await learnExclusiveOr(loaded)).p.map(Math.round)).toEqual([0, 1, 1, 0]);
    expect(loaded.reason).toMatch(/tfjs-node.*tfjs-backend-wasm/);
  });

  it('does not touch the native package on a Node it breaks on', async () => {
    const asked: string[] = [];
    const loaded = await loadTensorFlow({
      nodeVersion: '24.1.0',
      importPackage: (name) => {
        asked.push(name);
        return real.importPackage(name);
      },
    });

    expect(asked).not.toContain('@tensorflow/tfjs-node');
    expect(loaded.backend).toBe('wasm');
    expect(loaded.reason).toContain('24.1.0');
  });

  it('refuses a native package that brings no native backend', async () => {
    const loaded = await loadTensorFlow({
      ...real,
      importPackage: (name) =>
        real.importPackage(name === '@tensorflow/tfjs-node' ? '@tensorflow/tfjs' : name),
    });

    expect(loaded.backend).not.toBe('node');
    expect(loaded.reason).toContain('no native backend');
  });

  it('rejects when TensorFlow itself is absent', async () => {
    await expect(loadTensorFlow(without('@tensorflow/tfjs-node', '@tensorflow/tfjs'))).rejects.toThrow(
      '@tensorflow/tfjs',
    );
  });
});
