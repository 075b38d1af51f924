import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyAsUtf8, detectText, type TextEncoding } from './encoding.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-encoding-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(bytes: Buffer | string, name = 'a.csv'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function copied(bytes: Buffer, skipLines = 0): Promise<{ encoding: TextEncoding; text: string }> {
  const file = await written(bytes);
  const { encoding } = await detectText(file);
  const path = join(folder, 'copy.csv');
  await copyAsUtf8(file, encoding, { path, skipLines });
  return { encoding, text: await readFile(path, 'utf8') };
}

const marked: Readonly<Record<TextEncoding, string>> = {
  'utf-8': '',
  'utf-8-bom': '\ufeff',
  gb18030: '',
  'utf-16le': '\ufeff',
  'utf-16be': '\ufeff',
};

describe('detectText and copyAsUtf8', () => {
  it('find the encoding of any Chinese text and copy it, as another program encoded it', async () => {
    const unit = fc.constantFrom('户', '张', '𠮷', '€', 'é', 'a', '1', ',', '"', '\n', '；', '㎡', '〇');
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit, maxLength: 60 }),
        fc.constantFrom<TextEncoding>('utf-8', 'utf-8-bom', 'gb18030', 'utf-16le', 'utf-16be'),
        async (tail, encoding) => {
          const text = `编号,姓名,备注\n${tail}`;
          const name = encoding === 'utf-8-bom' ? 'utf-8' : encoding;
          const found = await copied(iconv.encode(marked[encoding] + text, name));
          expect(found).toEqual({ encoding, text });
        },
      ),
      { seed: 20240403, numRuns: 200 },
    );
  });

  it.each(['utf-8-bom', 'gb18030', 'utf-16le'] as const)(
    'copy %s whose characters and line ends lie across the pieces read',
    async (encoding) => {
      const name = encoding === 'utf-8-bom' ? 'utf-8' : encoding;
      const line = `${'户籍地址𠮷'.repeat(31)},x\r\n`;
      for (const shift of [0, 1, 2, 3]) {
        const text = `${'a'.repeat(shift)}编\r\n${line.repeat(1200)}`;
        const found = await copied(iconv.encode(marked[encoding] + text, name));
        expect(found.encoding).toBe(encoding);
        expect(found.text === text.replaceAll('\r\n', '\n')).toBe(true);
      }
    },
  );

  it('leave out the first lines', async () => {
    expect((await copied(iconv.encode('标题\r\n制表\r\n编号\r\n1', 'gb18030'), 2)).text).toBe('编号\n1');
    expect((await copied(Buffer.from('标题\n编号\n1'), 1)).text).toBe('编号\n1');
    expect((await copied(Buffer.from('标题\n编号'), 5)).text).toBe('');
  });

  it('see whether all lines end alike', async () => {
    const mixed = async (text: string, name?: string): Promise<boolean> =>
      (await detectText(await written(name ? gzipSync(text) : text, name))).hasMixedLineEnds;
    expect(await mixed('a\r\nb\r\n')).toBe(false);
    expect(await mixed('a\nb\n')).toBe(false);
    expect(await mixed('a\nb\r\n')).toBe(true);
    expect(await mixed(`${'x'.repeat(2 ** 18 - 1)}\r\ny\r\n`)).toBe(false);
    expect(await mixed('a\r\nb\n', 'a.csv.gz')).toBe(true);
  });

  it('name the byte that fits no encoding', async () => {
    const start = iconv.encode('编号,姓名\n1,张三\n2,', 'gb18030');
    const file = await written(Buffer.concat([start, Buffer.from('ff0a', 'hex')]));
    await expect(
      copyAsUtf8(file, 'gb18030', { path: join(folder, 'copy.csv'), skipLines: 0 }),
    ).rejects.toMatchObject({
      code: 'JZ_FILE_ENCODING_UNKNOWN',
      details: { file, row: 2, offset: start.length },
    });
  });

  it('name the damaged row of a UTF-8 file, not the first that is no GB18030', async () => {
    const lines = Array.from({ length: 12_000 }, (_, i) => `${i},张三,低保户籍地址\n`).join('');
    const file = await written(
      Buffer.concat([
        Buffer.from(`编号,姓名,地址\n${lines}1,`),
        Buffer.from('e5ff0a', 'hex'),
        Buffer.from(lines),
      ]),
    );
    await expect(
      copyAsUtf8(file, 'gb18030', { path: join(folder, 'copy.csv'), skipLines: 0 }),
    ).rejects.toMatchObject({ code: 'JZ_FILE_ENCODING_UNKNOWN', details: { row: 12_001 } });
  });

  it('say that a folder is no file', async () => {
    await expect(detectText(folder)).rejects.toMatchObject({ code: 'JZ_FILE_NOT_FOUND' });
  });
});
