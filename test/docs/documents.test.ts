import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout, committedFiles } from './checkout.ts';

const read = (path: string) => readFileSync(join(checkout, path), 'utf8');
const documents = committedFiles().filter((path) => path.endsWith('.md'));
const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** Relative links of a document: target file and the heading after `#`. */
function relativeLinks(path: string): { link: string; target: string; heading: string }[] {
  const links = [...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [file = '', heading = ''] = link.split('#');
      const target = file === '' ? path : posix.normalize(posix.join(dirname(path), file));
      return { link, target, heading };
    });
}

/** The anchors a page has, as GitHub makes them from its headings. */
function anchors(path: string): string[] {
  const headings = [...read(path).matchAll(/^#{1,6} (.+)$/gm)].map((match) => match[1]!);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the documents', () => {
  it.each(documents)('%s links only to what is there', (path) => {
    const broken = relativeLinks(path).filter(
      ({ target, heading }) =>
        !existsSync(join(checkout, target)) ||
        (heading !== '' && target.endsWith('.md') && !anchors(target).includes(heading)),
    );

    expect(broken.map(({ link }) => link)).toEqual([]);
  });

  it('has decisions of the same four parts, all listed', () => {
    const decisions = documents.filter((path) => /^docs\/adr\/\d{4}-/.test(path));
    const list = read('docs/adr/README.md');

    expect(decisions.length).toBeGreaterThanOrEqual(6);
    for (const path of decisions) {
      const parts = [...read(path).matchAll(/^## (.+)$/gm)].map((match) => match[1]);
      expect([path, ...parts]).toEqual([path, 'Context', 'Choice', 'Consequences', 'What would change it']);
      expect(list).toContain(`](${posix.basename(path)})`);
    }
  });

  it('explains each word of the glossary once, with its Chinese and one sentence', () => {
    const rows = [...read('docs/reference/glossary.md').matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)];
    const words = rows
      .map((row) => ({ word: row[1]!, zh: row[2]!, meaning: row[3]! }))
      .filter(({ zh }) => zh !== '中文');

    expect(words.length).toBeGreaterThan(30);
    expect(new Set(words.map(({ word }) => word)).size).toBe(words.length);
    expect(new Set(words.map(({ zh }) => zh)).size).toBe(words.length);
    for (const { zh, meaning } of words) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(meaning).toMatch(/^[A-Z`].*[^.]\.$/);
    }
  });
});

describe('what is committed', () => {
  // Put together here so that this file does not hold them itself.
  const kept = [
    ['/wo', 'rk/'],
    ['/opt/', 'peers'],
    ['registry.', 'npmjs'],
    ['../', 'shared/'],
    ['/tmp/', 'brief'],
  ];
  const machineWords = kept.map((parts) => parts.join(''));
  const text = /\.(ts|tsx|mjs|js|json|md|ya?ml|sql|html|css|py|toml|txt)$|(^|\/)(run|LICENSE|\.[a-z]+rc)$/;

  it('names no folder of a developer machine and no registry host', () => {
    const found = committedFiles()
      .filter((path) => text.test(path))
      .flatMap((path) => {
        const content = read(path);
        return machineWords.filter((word) => content.includes(word)).map((word) => `${path}: ${word}`);
      });

    expect(found).toEqual([]);
  });

  it('locks versions and checksums, not the host they came from', () => {
    const lock = read('package-lock.json');

    expect(lock).toContain('"integrity": "sha512-');
    expect(lock).not.toMatch(/"resolved": "https?:/);
  });
});

describe('the dependencies', () => {
  it('are those that docs/adr/0006-dependencies.md gives a reason for', () => {
    const product = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>;
    const kinds = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'];
    const used = new Set(kinds.flatMap((kind) => Object.keys(product[kind] ?? {})));
    const rows = [...read('docs/adr/0006-dependencies.md').matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];
    const explained = new Map(rows.map((row) => [row[1]!, row[2]!]));

    expect([...explained.keys()].sort()).toEqual([...used].sort());
    for (const reason of explained.values()) expect(reason.length).toBeGreaterThan(10);
  });
});
