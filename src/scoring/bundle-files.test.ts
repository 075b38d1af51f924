import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { JzError } from '../core/errors/index.ts';
import { publishFolder } from '../io/publish.ts';
import { readBundle, writeBundle } from './bundle-files.ts';
import { readHouseholdModel, writeHouseholdModel } from './household-bundle.ts';
import { householdModel } from './test-support.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-bundle-'));
const small = { name: '小', weights: Float64Array.of(0.25, -1), codes: Int32Array.of(3) };
const schema = z.strictObject({
  name: z.string(),
  weights: z.instanceof(Float64Array<ArrayBufferLike>),
  codes: z.instanceof(Int32Array<ArrayBufferLike>),
});
const bundle = join(folder, 'small');

beforeAll(async () => {
  await writeBundle({ parent: folder, name: 'small' }, small, { seed: '1' });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function refusal(): Promise<string> {
  const thrown: unknown = await readBundle(bundle, schema).then(
    () => 'taken',
    (error: unknown) => error,
  );
  return thrown instanceof JzError ? thrown.code : String(thrown);
}

describe('a bundle', () => {
  it('gives back what was written', async () => {
    const { content, manifest } = await readBundle(bundle, schema);

    expect(content).toEqual(small);
    expect(manifest.facts).toEqual({ seed: '1' });
    expect(manifest.files.map((file) => file.path)).toEqual(['arrays.bin', 'model.json']);
  });

  it.each(['model.json', 'arrays.bin', 'manifest.json'])(
    'is refused with any one bit of any byte of %s flipped, cut short, or grown',
    async (name) => {
      const path = join(bundle, name);
      const whole = readFileSync(path);
      const changed = Array.from(whole, (byte, i) => {
        const copy = Buffer.from(whole);
        copy[i] = byte ^ (1 << (i % 8));
        return copy;
      });
      const codes = new Map<string, number>();
      for (const damaged of [...changed, whole.subarray(0, -2), Buffer.concat([whole, Buffer.of(1)])]) {
        writeFileSync(path, damaged);
        const code = await refusal();
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
      writeFileSync(path, whole);

      expect(Object.fromEntries(codes)).toEqual({ JZ_HASH_MISMATCH: whole.length + 2 });
      expect(await refusal()).toBe('taken');
    },
  );

  it('without one of its files is refused', async () => {
    const path = join(bundle, 'arrays.bin');
    const whole = readFileSync(path);
    rmSync(path);
    expect(await refusal()).toBe('JZ_HASH_MISMATCH');
    writeFileSync(path, whole);
    await expect(readBundle(join(folder, 'none'), schema)).rejects.toMatchObject({
      code: 'JZ_MANIFEST_MISSING',
    });
  });

  it('is refused when it is whole but of another kind', async () => {
    await publishFolder('report', { parent: folder, name: 'report' }, (working) => {
      writeFileSync(join(working, 'report.html'), 'x');
      return Promise.resolve({ facts: {} });
    });

    await expect(readBundle(join(folder, 'report'), schema)).rejects.toMatchObject({
      code: 'JZ_MODEL_INVALID',
    });
    await expect(readHouseholdModel(bundle)).rejects.toMatchObject({ code: 'JZ_MODEL_INVALID' });
  });
});

describe('a household model bundle', () => {
  it('is named by its content: written twice it has one id, and reads back the same', async () => {
    const model = householdModel();
    const id = await writeHouseholdModel(folder, model, { seed: '1' });
    const again = await writeHouseholdModel(folder, householdModel(), { seed: '1' });
    const read = await readHouseholdModel(join(folder, id));

    expect(again).toBe(id);
    expect(read).toMatchObject({ id, model });
    expect(await writeHouseholdModel(folder, model, { seed: '2' })).not.toBe(id);
  });

  it('is refused when its bands cross', async () => {
    const bandThresholds = { red: 0.2, orange: 0.5, yellow: 0.3 };
    const id = await writeHouseholdModel(folder, { ...householdModel(), bandThresholds }, {});

    await expect(readHouseholdModel(join(folder, id))).rejects.toMatchObject({ code: 'JZ_MODEL_INVALID' });
  });
});
