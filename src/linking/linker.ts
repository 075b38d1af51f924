import { JzError } from '../core/errors/index.ts';
import { indexPersons, type KnownPersons } from './blocking/known-persons.ts';
import { answersOf } from './decide/answers.ts';
import { newLinkColumns, newRowLinker, type LinkContext, type RowLinker } from './decide/row-linker.ts';
import type { Encoded, RowColumns } from './encode/columns.ts';
import { joinColumns } from './encode/join-columns.ts';
import { encodeRows, newDictionaries } from './encode/encode-rows.ts';
import { learnModel } from './learn/learn.ts';
import { weighAgreement } from './model/weigh.ts';
import { declaredModel } from './model/declared.ts';
import type { LinkModel } from './model/link-model.ts';
import { newCharacters } from './names/characters.ts';
import { linkInThreads } from './parallel/link-in-threads.ts';
import type { IdentityFields, Linker, LinkerOptions } from './types.ts';

const defaults = { targetPrecision: 0.995, largestBlock: 2_000, seed: 1 } as const;

/**
 * Makes a linker without persons (Fellegi & Sunter 1969, A theory for record linkage; the probability of a row's
 * best person is taken over all its candidates and nobody, as in Sadinle 2017).
 *
 * @throws JZ_UNIT_INVALID when a share or a threshold is outside its bounds
 * @example createLinker().addPersons([{ name: '张伟', sex: '1', birthDate: '1980-01-02', … }])
 */
export function createLinker(options: LinkerOptions = {}): Linker {
  const characters = newCharacters();
  const dictionaries = newDictionaries(characters);
  const parts: RowColumns[] = [];
  let model: LinkModel = startingModel(options);
  let known: KnownPersons | null = null;

  const encode = (rows: readonly IdentityFields[]): Encoded => {
    const own = newDictionaries(characters);
    const columns = encodeRows(rows, own);
    return { rows: columns, names: own.names.columns(), addresses: own.addresses.columns() };
  };
  const context = (): LinkContext => {
    known ??= indexPersons({
      rows: joinColumns(parts),
      names: dictionaries.names.columns(),
      addresses: dictionaries.addresses.columns(),
    });
    return {
      known,
      characters: characters.table,
      model,
      largestBlock: options.largestBlock ?? defaults.largestBlock,
    };
  };
  /** Kept between batches while persons and rates stay the same. */
  let rowLinker: RowLinker | null = null;
  const link: Linker['link'] = (batch, ruledOut) => {
    const rows = encode(batch);
    const answers = newLinkColumns(batch.length);
    const linker = (rowLinker ??= newRowLinker(context()));
    for (let i = 0; i < batch.length; i++) linker.link(rows, i, answers, ruledOut?.[i]);
    return answersOf(answers, model.thresholds);
  };
  return {
    addPersons: (batch) => {
      parts.push(encodeRows(batch, dictionaries));
      known = null;
      rowLinker = null;
      return parts.reduce((sum, part) => sum + part.length, 0);
    },
    learn: (labelled, unlabelled = []) => {
      const learned = learnModel(context(), encode, {
        labelled,
        unlabelled,
        seed: options.seed ?? defaults.seed,
        targetPrecision: options.targetPrecision ?? defaults.targetPrecision,
      });
      model = learned.model;
      rowLinker = null;
      return learned.report;
    },
    link,
    linkParallel: (rows, { threads } = {}) =>
      linkInThreads({ context: context(), encode, link }, rows, threads),
    weigh: (agreement) => weighAgreement(model, agreement),
  };
}

function startingModel({ matchShare, thresholds }: LinkerOptions): LinkModel {
  const model = {
    ...declaredModel,
    matchShare: matchShare ?? declaredModel.matchShare,
    thresholds: thresholds ?? declaredModel.thresholds,
  };
  const { link, review } = model.thresholds;
  check('expected match share', model.matchShare, model.matchShare > 0 && model.matchShare < 1, '0 < x < 1');
  check('link threshold', link, link >= 0 && link <= 1, '0 … 1');
  check('review threshold', review, review >= 0 && review <= link, '0 … link threshold');
  return model;
}

function check(unit: string, value: number, isValid: boolean, expected: string): void {
  if (!isValid) throw new JzError('JZ_UNIT_INVALID', { unit, value, expected });
}
