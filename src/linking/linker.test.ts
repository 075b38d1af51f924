import { beforeAll, describe, expect, it } from 'vitest';
import { createLinker } from './linker.ts';
import { usualDirt } from './testing/dirt.ts';
import { makeScene, qualityOf, type Scene } from './testing/scene.ts';
import type { IdentityFields, LabelledRow, Linker, LinkResult } from './types.ts';

const nobody: IdentityFields = {
  name: null,
  sex: null,
  birthDate: null,
  phone: null,
  address: null,
  idNumber: null,
};

function linkerOf({ persons }: Scene): Linker {
  const linker = createLinker();
  linker.addPersons(persons);
  return linker;
}

/** Rows whose number is that of a known person. */
function labelledRows({ persons, rows }: Scene): LabelledRow[] {
  const byNumber = new Map(persons.map(({ idNumber }, i) => [idNumber, i]));
  return rows.flatMap((fields) => {
    const person = byNumber.get(fields.idNumber ?? '');
    return person === undefined ? [] : [{ fields, person }];
  });
}

describe('a learned linker', () => {
  const scene = makeScene(15_000, 11);
  const withoutNumbers = scene.rows.map((row) => ({ ...row, idNumber: null }));
  let linker: Linker;
  let answers: readonly LinkResult[];

  beforeAll(() => {
    linker = linkerOf(scene);
    linker.learn(labelledRows(scene), withoutNumbers.slice(0, 5_000));
    answers = linker.link(withoutNumbers);
  });

  it('finds who rows without any number are: precision above 0.995, recall above 0.97', () => {
    const { precision, recall } = qualityOf(answers, scene.truth);

    expect(precision).toBeGreaterThan(0.995);
    expect(recall).toBeGreaterThan(0.97);
  });

  it('states probabilities that come true', () => {
    const expected = answers.reduce((sum, { probability }) => sum + probability, 0);
    const right = answers.filter(({ person }, row) => person >= 0 && person === scene.truth[row]).length;

    expect(right / expected).toBeGreaterThan(0.98);
    expect(right / expected).toBeLessThan(1.02);
  });

  it('gives every row the same answer alone, in other batches and in threads', async () => {
    const parts: LinkResult[] = [];
    for (let at = 0; at < 15_000; at += 1_337)
      parts.push(...linker.link(withoutNumbers.slice(at, at + 1_337)));
    const threaded = await linker.linkParallel(withoutNumbers, { threads: 2 });

    expect(parts).toEqual(answers);
    expect(threaded).toEqual(answers);
  });

  it('learns the same again from the same rows', () => {
    const again = linkerOf(scene);
    again.learn(labelledRows(scene), withoutNumbers.slice(0, 5_000));

    expect(again.link(withoutNumbers.slice(0, 500))).toEqual(answers.slice(0, 500));
  });

  it('gives the same answers when persons were added in many batches', () => {
    const slowly = createLinker();
    for (let at = 0; at < scene.persons.length; at += 3_777)
      slowly.addPersons(scene.persons.slice(at, at + 3_777));
    slowly.learn(labelledRows(scene), withoutNumbers.slice(0, 5_000));

    expect(slowly.link(withoutNumbers.slice(0, 500))).toEqual(answers.slice(0, 500));
  });

  it('weighs a rare level of agreement by how it was learned', () => {
    const weights = linker.weigh({
      name: 'same',
      sex: 'same',
      birthDate: 'same',
      phone: 'different',
      address: 'missing',
      idNumber: 'missing',
    });

    expect(weights.birthDate).toBeGreaterThan(13);
    expect(weights.sex).toBeCloseTo(1, 1);
    expect(weights.phone).toBeLessThan(-1);
    expect(weights.address).toBe(0);
  });
});

describe('learning', () => {
  const scene = makeScene(10_000, 5);

  it('recovers the agreement rates that rows were made with, from labelled rows', () => {
    const linker = linkerOf(scene);
    const report = linker.learn(labelledRows(scene), []);

    expect(report.method).toBe('labelled');
    expect(report.measured?.precisionAtLeast).toBeGreaterThan(0.995);
    expect(report.measured?.recall).toBeGreaterThan(0.97);
    expect(report.thresholds.link).toBeGreaterThanOrEqual(0.9);
  });

  it('does without labels by expectation–maximisation, and finds the share of known rows', () => {
    const linker = linkerOf(scene);
    const rows = scene.rows.map((row) => ({ ...row, idNumber: null }));
    const report = linker.learn([], rows.slice(0, 5_000));
    const known = scene.truth.slice(0, 5_000).filter((person) => person >= 0).length / 5_000;

    expect(report).toMatchObject({ method: 'em', measured: null });
    expect(Math.abs(report.matchShare - known)).toBeLessThan(0.02);
    const { precision, recall } = qualityOf(linker.link(rows), scene.truth);
    expect(precision).toBeGreaterThan(0.995);
    expect(recall).toBeGreaterThan(0.95);
  });

  it('keeps its precision when half of the rows are about strangers to the register', () => {
    const half = makeScene(10_000, 6, usualDirt, 0.5);
    const linker = linkerOf(half);
    const rows = half.rows.map((row) => ({ ...row, idNumber: null }));
    linker.learn(labelledRows(half), rows.slice(0, 5_000));

    expect(qualityOf(linker.link(rows), half.truth).precision).toBeGreaterThan(0.99);
  });

  it('leaves the declared rates when there is nothing to learn from', () => {
    const linker = createLinker();
    linker.addPersons([]);

    expect(linker.learn([])).toMatchObject({ method: 'declared', rows: 0, measured: null });
    expect(linker.link([{ ...nobody, name: '张伟' }])).toEqual([
      { person: -1, probability: 0, decision: 'new', agreement: null },
    ]);
  });
});

describe('a decision', () => {
  const twins = [
    {
      ...nobody,
      name: '林子轩',
      sex: '1',
      birthDate: '2012-04-09',
      phone: '12345678901',
      address: '云溪县青山镇桥头村3组12号',
      idNumber: '990000201204090010',
    },
    {
      ...nobody,
      name: '林子墨',
      sex: '1',
      birthDate: '2012-04-09',
      phone: '12345678901',
      address: '云溪县青山镇桥头村3组12号',
      idNumber: '990000201204090037',
    },
  ] as const satisfies readonly IdentityFields[];
  const father = {
    ...twins[0],
    name: '林建国',
    birthDate: '1985-01-20',
    idNumber: '990000198501200015',
  } as const;

  function answer(row: IdentityFields, persons: readonly IdentityFields[]): LinkResult {
    const linker = createLinker();
    linker.addPersons([...makeScene(3_000, 2).persons, ...persons]);
    return linker.link([row])[0]!;
  }

  it('tells twins apart by their names', () => {
    const row = { ...twins[1], idNumber: null };

    expect(answer(row, twins)).toMatchObject({ person: 3_001, decision: 'link' });
  });

  it('leaves two persons that fit alike to a person', () => {
    const row = { ...twins[0], name: '林子', idNumber: null };
    const { probability, decision } = answer(row, twins);

    expect(probability).toBeLessThanOrEqual(0.5);
    expect(decision).toBe('review');
  });

  it('goes to the next when one is ruled out, as if the first were not known', () => {
    const linker = createLinker();
    linker.addPersons([...makeScene(3_000, 2).persons, ...twins]);
    const row = { ...twins[0], name: '林子', idNumber: null };
    const [first] = linker.link([row]);
    const [second, untouched] = linker.link([row, row], [[first!.person], []]);

    expect([first!.person, second!.person].sort()).toEqual([3_000, 3_001]);
    expect(second!.probability).toBeGreaterThan(0.9);
    expect(untouched).toEqual(first);
    expect(linker.link([row], [[3_000, 3_001]])[0]!.decision).toBe('new');
  });

  it('does not take a son for his father', () => {
    const row = { ...twins[0], idNumber: null };

    expect(answer(row, [father]).decision).toBe('new');
  });

  it('links a damaged number with a misspelt name', () => {
    const row = { ...nobody, name: '林子萱', idNumber: '990000201204090910' };

    expect(answer(row, twins)).toMatchObject({ person: 3_000, decision: 'link' });
  });

  it('sends the right number under an altogether different person to review or away', () => {
    const row = {
      ...nobody,
      name: '赵桂香',
      sex: '2',
      birthDate: '1950-10-30',
      idNumber: twins[0].idNumber,
    } as const;

    expect(answer(row, twins).decision).not.toBe('link');
  });

  it('does not link by a common name alone', () => {
    const row = { ...nobody, name: '王伟' };
    const sameNames = Array.from({ length: 5 }, (_, i) => ({ ...row, birthDate: `198${i}-03-04` }));

    expect(answer(row, sameNames).decision).not.toBe('link');
  });

  it('does not link by the rarest name alone either, but asks', () => {
    const row = { ...nobody, name: '亓官鼐馨', sex: '2' } as const;
    const known = { ...row, birthDate: '1970-03-04', phone: '12345678901' };

    expect(answer(row, [known])).toMatchObject({ person: 3_000, decision: 'review' });
    expect(answer({ ...row, phone: known.phone }, [known])).toMatchObject({
      person: 3_000,
      decision: 'link',
    });
  });

  it('answers rows that lack everything', () => {
    expect(answer(nobody, twins)).toEqual({ person: -1, probability: 0, decision: 'new', agreement: null });
  });

  it.each([
    [{ matchShare: 0 }],
    [{ matchShare: 1 }],
    [{ thresholds: { link: 0.5, review: 0.8 } }],
    [{ matchShare: Number.NaN }],
  ])('refuses %j', (options) => {
    expect(() => createLinker(options)).toThrow(expect.objectContaining({ code: 'JZ_UNIT_INVALID' }));
  });
});
