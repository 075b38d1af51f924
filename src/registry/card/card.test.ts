import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { measureEvidence, type ModelEvidence } from '../../../eval/evidence.ts';
import { seededRng } from '../../core/rng.ts';
import { verifyManifest } from '../../io/manifest.ts';
import { calibratedProbabilities } from '../../scoring/load.ts';
import { writeHouseholdModel } from '../../scoring/household-bundle.ts';
import { householdModel, householdsOf } from '../../scoring/test-support.ts';
import { usedFeatures } from '../used-features.ts';
import { cardFiles, publishCards } from './publish.ts';
import { readCardSubject, type CardSubject } from './subject.ts';

let registry: string;
let subject: CardSubject;
let evidence: ModelEvidence;
const words = (zh: string, en: string) => ({ zh, en });

beforeAll(async () => {
  registry = await mkdtemp(join(tmpdir(), 'jz-card-'));
  const model = householdModel();
  const { X, y } = householdsOf(900, 'test');
  const values = Array.from(y, (_, i) => (i < 4 ? '四户' : i % 3 === 0 ? 'a|b' : 'c'));
  const timeline = [
    {
      role: 'test',
      from: '2013-06-30',
      to: '2013-06-30',
      labels_until: '2014-06-30',
      rows: 900,
      positives: 1,
    },
  ] as unknown as ModelEvidence['timeline'];
  evidence = measureEvidence(
    {
      title: words('题', 'title'),
      question: words('问题是什么', 'the question asked'),
      target: words('目标', 'target'),
      timeline,
      y,
      households: [...y.keys()],
      candidates: [
        {
          id: 'm',
          title: words('m', 'm'),
          kind: 'model',
          is_probability: true,
          p: calibratedProbabilities(model, X),
        },
      ],
      champion: 'm',
      capacity: 0.2,
      importance: [{ feature: model.stack.features[0]!, title: words('收入', 'income'), value: 0.5 }],
      groups: [{ id: 'g', title: words('组', 'group'), values }],
      caveats: [words('小心', 'a caveat')],
      provenance: [],
    },
    seededRng('card'),
    50,
  );
  const card = { config: { protected: { sex: { use: 'audit_only', because: '不应影响' } } }, parts: {} };
  const id = await writeHouseholdModel(
    registry,
    model,
    { seed: '7', version: '0.1.0', generation: 'g0001' },
    {
      'card.json': JSON.stringify(card),
      'evidence.json': JSON.stringify(evidence),
    },
  );
  subject = await readCardSubject(join(registry, id), registry);
});
afterAll(() => rm(registry, { recursive: true, force: true }));

const headings = (markdown: string): string[] =>
  markdown.split('\n').flatMap((line) => (line.startsWith('## ') ? [line.slice(3)] : []));

describe('a model card', () => {
  it('has the headings of Mitchell et al., in both languages', () => {
    const files = cardFiles(subject, null);

    expect(headings(files['model-card.en.md']!)).toEqual([
      'Model details',
      'Intended use',
      'Factors',
      'Metrics',
      'Evaluation data',
      'Training data',
      'Quantitative analyses: unitary and intersectional',
      'Ethical considerations',
      'Caveats and recommendations',
      'Features used',
    ]);
    expect(headings(files['model-card.zh.md']!)).toHaveLength(10);
    expect(headings(files['data-sheet.en.md']!)).toEqual([
      'Motivation',
      'Composition',
      'Collection process',
      'Preprocessing, cleaning, labelling',
      'Uses',
      'Distribution',
      'Maintenance',
    ]);
  });

  it('holds what the bundle holds: hash, seed, intervals, choices, every used feature, who must decide', () => {
    const { 'model-card.zh.md': zh = '', 'model-card.html': html = '' } = cardFiles(subject, null);
    const auc = evidence.metrics.find(({ id }) => id === 'auc')!;

    for (const text of [subject.manifest.id, auc.value.toFixed(4), auc.low!.toFixed(4), '不应影响', '小心']) {
      expect(zh).toContain(text);
      expect(html).toContain(text);
    }
    expect(zh).toContain('样本不足');
    expect(zh).toContain('谁来决定');
    expect(zh.split('## 所用特征')[1]!.match(/^\| (?!特征)[^-]/gm)).toHaveLength(
      usedFeatures(subject.model.stack).length,
    );
    expect(zh).toContain(String.raw`a\|b`);
    expect(html).toContain('<svg');
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  });

  it('begins with metadata that model hubs read, the metrics in it', () => {
    const [, meta = ''] = cardFiles(subject, null)['model-card.en.md']!.split('---\n');

    expect(parse(meta)).toMatchObject({
      license: 'apache-2.0',
      'model-index': [
        {
          name: subject.id,
          results: [{ metrics: subject.evidence?.metrics.map(({ value }) => ({ value })) }],
        },
      ],
    });
  });

  it('is published whole, the same bytes each time, and says where evidence is missing', async () => {
    const out = join(registry, '.cards');
    await publishCards(out, subject, null);
    const first = await readFile(join(out, 'model-card.html'));
    await publishCards(out, subject, null);

    expect(await readFile(join(out, 'model-card.html'))).toEqual(first);
    expect((await verifyManifest(join(out, 'manifest.json'))).files).toHaveLength(6);
    const bare = cardFiles({ ...subject, evidence: null, making: {} }, null);
    expect(bare['model-card.zh.md']).toContain('不含评估材料');
    expect(bare['model-card.zh.md']).toContain('0.8000');
  });
});
