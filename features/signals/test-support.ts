/** A small catalogue for tests: one ladder up, one down, one opt-in. */
export function exampleCatalogue(): string {
  const rest = (says: string): string => `
    expires_after_days: 30
    legal_basis: { zh: 法, en: 'law' }
    false_positives: { zh: 误, en: 'mistake' }
    says: { zh: '${says}', en: 'costs ${says}' }
    source: { text: 'test', verified: false }`;
  return `signals: 1
from: 2020-01-01
composite: { families: 2, within_days: 90, level: orange, title: { zh: 叠加, en: 'together' } }
items:
  - code: COST
    family: illness
    title: { zh: 费用, en: 'cost' }${rest('{x__cost_fen}')}
    evidence: [x__cost_fen]
    levels:
      - { level: blue, when: [{ feature: x__cost_fen, at_least: 100 }] }
      - { level: yellow, when: [{ feature: x__cost_fen, at_least: 1000 }] }
      - { level: red, when: [{ feature: x__cost_fen, at_least: 1000 }, { feature: x__fall_ratio, at_most: 0.5 }] }
  - code: FALL
    family: income
    title: { zh: 下降, en: 'fall' }${rest('{x__fall_ratio}')}
    evidence: [x__fall_ratio]
    levels:
      - { level: yellow, when: [{ feature: x__fall_ratio, at_least: 0.1, at_most: 0.6 }] }
  - code: POWER
    family: utilities
    title: { zh: 用电, en: 'power' }${rest('{x__cost_fen}')}
    evidence: [x__cost_fen]
    opt_in: true
    levels:
      - { level: blue, when: [{ feature: x__cost_fen, at_most: 0 }] }
`;
}
