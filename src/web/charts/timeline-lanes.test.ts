import { describe, expect, it } from 'vitest';
import type { DossierResponse } from '../../api/types.ts';
import { lanesOf } from './timeline-lanes.ts';

const words = {
  kinds: {
    grant: '发放',
    application: '申请',
    medical: '就医',
    vital: '生死',
    work: '就业',
    disability: '残疾',
    education: '就学',
    housing: '住房',
    disaster: '灾害',
    report: '求助',
    visit: '走访',
    membership: '成员',
    notice: '其他',
  },
  wording: ({ zh }: { readonly zh: string }) => zh,
};
const source = { department: { zh: '医保', en: 'insurance' }, file: 'a.csv', row: 2 };
const event = (on: string, kind: 'medical' | 'grant') =>
  ({
    on,
    known_on: on,
    kind,
    code: 'x',
    person_id: null,
    amount_fen: null,
    zh: '住院',
    en: 'stay',
    source,
  }) as const;
const grant = (from: string, to: string, isCurrent: boolean) => ({
  item: { code: 'dibao', zh: '低保', en: 'Dibao' },
  person_id: null,
  from,
  to,
  is_current: isCurrent,
  is_monthly: true,
  last_fen: 100,
  total_fen: 100,
  payments: 1,
});

describe('lanesOf', () => {
  const part = {
    as_of: '2025-12-31',
    grants: [grant('2020-01-05', '2021-06-05', false), grant('2024-01-05', '2025-12-05', true)],
    timeline: [event('2025-03-04', 'medical'), event('2025-03-05', 'grant'), event('2019-01-01', 'medical')],
  };
  // Only these three members of a dossier are drawn.
  const lanes = lanesOf(part as unknown as DossierResponse, '2021-01-01', words);

  it('draws each assistance in one lane, cut to the picture, what is held now to its end', () => {
    expect(lanes[0]).toMatchObject({
      name: '低保',
      spans: [
        { from: '2021-01-01', to: '2021-06-05' },
        { from: '2024-01-05', to: '2025-12-31' },
      ],
    });
  });

  it('marks events in a lane of their kind, without payments and without what is too old', () => {
    expect(lanes.slice(1)).toEqual([
      { name: '就医', spans: [], marks: [{ on: '2025-03-04', words: '2025-03-04 住院' }] },
    ]);
  });
});
