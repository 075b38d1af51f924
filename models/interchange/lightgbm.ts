/**
 * Reads LightGBM's text models of a binary outcome. Numbers are doubles on both sides: scores are equal.
 *
 * @see https://github.com/lightgbm-org/LightGBM, src/io/tree.cpp and include/LightGBM/tree.h (decision functions)
 */
import type { BoostedTrees } from '../boosting/fit.ts';
import { flattenTrees, type SourceTree } from './flatten.ts';
import { lightgbmTree } from './lightgbm-tree.ts';
import { damaged, unsupported } from './problem.ts';

/** `key=value` lines; a line without `=` is a flag. */
type Fields = ReadonlyMap<string, string>;

/**
 * The model in a text file that `save_model` wrote. Categories of a pandas column are given by their code.
 *
 * @param file what to call it in an error
 * @throws JZ_MODEL_UNSUPPORTED for another objective, several classes or linear leaves; JZ_MODEL_INVALID
 */
export function readLightgbm(text: string, file: string): BoostedTrees {
  const [header, ...sections] = sectionsOf(text);
  if (!header?.has('tree') || !sections.at(-1)?.has('end of trees'))
    throw damaged(file, 'not a whole LightGBM text model');
  const version = header.get('version') ?? '';
  if (!['v3', 'v4'].includes(version)) throw unsupported(file, `version ${version}`);
  for (const key of ['num_class', 'num_tree_per_iteration'])
    if (Number(header.get(key) ?? 1) !== 1) throw unsupported(file, `${key} ${String(header.get(key))}`);
  const sigmoid = slopeOf(header.get('objective') ?? '', file);
  const features = featuresOf(header, file);
  const blocks = sections.filter((section) => section.has('Tree'));
  checkCount(header, blocks.length, file);
  const scale = header.has('average_output') ? sigmoid / blocks.length : sigmoid;
  const trees: SourceTree[] = blocks.map((block) => lightgbmTree(block, scale, file));
  return { family: 'gbdt', format: 1, features, base: 0, trees: flattenTrees(trees, features.length, file) };
}

function featuresOf(header: Fields, file: string): string[] {
  const names = (header.get('feature_names') ?? '').split(' ').filter((name) => name !== '');
  if (names.length !== Number(header.get('max_feature_idx')) + 1 || new Set(names).size !== names.length)
    throw damaged(file, `${names.length} feature names, or two alike`);
  return names;
}

/** What the raw score is multiplied by to be log-odds. */
function slopeOf(objective: string, file: string): number {
  const [name, ...parameters] = objective.split(' ');
  if (name === 'cross_entropy' || name === 'xentropy') return 1;
  if (name !== 'binary') throw unsupported(file, `objective ${objective}`);
  const slope = Number(parameters.find((part) => part.startsWith('sigmoid:'))?.slice(8) ?? 1);
  if (!(slope > 0 && slope < Infinity)) throw damaged(file, `objective ${objective}`);
  return slope;
}

function checkCount(header: Fields, count: number, file: string): void {
  const announced = (header.get('tree_sizes') ?? '').split(' ').filter((size) => size !== '').length;
  if (count === 0 || count !== announced) throw damaged(file, `${count} trees, ${announced} announced`);
}

function sectionsOf(text: string): Fields[] {
  return text
    .split(/\r?\n(?:\r?\n)+/)
    .filter((section) => section.trim() !== '')
    .map((section) => new Map(section.trim().split(/\r?\n/).map(fieldOf)))
    .reduce<{ sections: Fields[]; isOver: boolean }>(
      ({ sections, isOver }, section) =>
        isOver
          ? { sections, isOver }
          : { sections: [...sections, section], isOver: section.has('end of trees') },
      { sections: [], isOver: false },
    ).sections;
}

function fieldOf(line: string): [string, string] {
  const at = line.indexOf('=');
  return at < 0 ? [line.trim(), ''] : [line.slice(0, at), line.slice(at + 1)];
}
