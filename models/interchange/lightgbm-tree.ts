/**
 * One tree of a LightGBM text model.
 */
import type { Range, SourceNode, SourceTree } from './flatten.ts';
import { doubleBelow } from './neighbours.ts';
import { damaged, unsupported } from './problem.ts';

/** Values this near zero are zero to LightGBM: `1e-35f`. */
const ZERO = Math.fround(1e-35);

/**
 * @param scale what every leaf is multiplied by
 * @throws JZ_MODEL_INVALID, JZ_MODEL_UNSUPPORTED
 */
export function lightgbmTree(fields: ReadonlyMap<string, string>, scale: number, file: string): SourceTree {
  if (Number(fields.get('is_linear') ?? 0) !== 0) throw unsupported(file, 'linear leaves');
  const leaves = Number(fields.get('num_leaves'));
  if (!Number.isInteger(leaves) || leaves < 1)
    throw damaged(file, `num_leaves ${String(fields.get('num_leaves'))}`);
  const numbers = (key: string, length: number): readonly number[] => numbersOf(fields, key, length, file);
  const value = numbers('leaf_value', leaves);
  // A tree without a split tells no count.
  const count = leaves === 1 ? [1] : numbers('leaf_count', leaves);
  const inner = leaves - 1;
  const arrays = inner === 0 ? null : splitArrays(fields, inner, file);
  const nodeAt = (id: number): SourceNode => {
    const node = inner === 0 && id === 0 ? -1 : id;
    if (node >= inner || ~node >= leaves)
      throw damaged(file, `a tree of ${leaves} leaves has no node ${node}`);
    if (node < 0) return { kind: 'leaf', value: value[~node]! * scale, cover: count[~node]! };
    return splitNode(arrays!, node, file);
  };
  return { size: leaves + inner, nodeAt };
}

type SplitArrays = ReturnType<typeof splitArrays>;

function splitArrays(fields: ReadonlyMap<string, string>, inner: number, file: string) {
  const categorical = Number(fields.get('num_cat') ?? 0);
  const read = (key: string, length: number): readonly number[] => numbersOf(fields, key, length, file);
  const bounds = categorical > 0 ? read('cat_boundaries', categorical + 1) : [0];
  return {
    feature: read('split_feature', inner),
    threshold: read('threshold', inner),
    decision: read('decision_type', inner),
    left: read('left_child', inner),
    right: read('right_child', inner),
    bounds,
    bits: categorical > 0 ? read('cat_threshold', bounds.at(-1)!) : [],
  };
}

function splitNode(arrays: SplitArrays, node: number, file: string): SourceNode {
  const decision = arrays.decision[node]!;
  const threshold = arrays.threshold[node]!;
  const [left, right, feature] = [arrays.left[node]!, arrays.right[node]!, arrays.feature[node]!];
  const common = { kind: 'split' as const, feature, left, right };
  if (decision & 1) {
    const [from, to] = [arrays.bounds[threshold], arrays.bounds[threshold + 1]];
    if (from === undefined || to === undefined) throw damaged(file, `no set of categories ${threshold}`);
    return { ...common, ranges: categoryRanges(arrays.bits.slice(from, to)), missingLeft: false };
  }
  const defaultLeft = (decision & 2) !== 0;
  switch ((decision >> 2) & 3) {
    case 0:
      return { ...common, ranges: belowOrEqual(threshold), missingLeft: threshold >= 0 };
    case 1:
      return { ...common, ranges: zeroApart(threshold, defaultLeft), missingLeft: defaultLeft };
    case 2:
      return { ...common, ranges: belowOrEqual(threshold), missingLeft: defaultLeft };
    default:
      throw unsupported(file, `decision_type ${decision}`);
  }
}

function belowOrEqual(threshold: number): Range[] {
  return [
    { upper: threshold, goesLeft: true },
    { upper: Infinity, goesLeft: false },
  ];
}

/** Zero goes where missing goes, whatever the threshold. */
function zeroApart(threshold: number, defaultLeft: boolean): Range[] {
  const uppers = [doubleBelow(-ZERO), ZERO, threshold, Infinity].sort((a, b) => a - b);
  return merged(
    uppers.map((upper) => ({ upper, goesLeft: Math.abs(upper) <= ZERO ? defaultLeft : upper <= threshold })),
  );
}

/** A value is cut to its whole part; categories whose bit is set go left, all others and negative ones right. */
function categoryRanges(words: readonly number[]): Range[] {
  const ranges: Range[] = [{ upper: -1, goesLeft: false }];
  for (let category = 0; category < words.length * 32; category++) {
    const goesLeft = ((words[category >> 5]! >>> (category & 31)) & 1) === 1;
    ranges.push({ upper: doubleBelow(category + 1), goesLeft });
  }
  return merged([...ranges, { upper: Infinity, goesLeft: false }]);
}

/** Neighbours that go the same way are one; what is left alternates, and there are at least two. */
function merged(ranges: readonly Range[]): Range[] {
  const kept = ranges.filter((range, i) => range.goesLeft !== ranges[i + 1]?.goesLeft);
  return kept.length > 1 ? kept : [{ upper: -Infinity, goesLeft: !kept[0]!.goesLeft }, ...kept];
}

function numbersOf(
  fields: ReadonlyMap<string, string>,
  key: string,
  length: number,
  file: string,
): readonly number[] {
  const values = (fields.get(key) ?? '')
    .split(' ')
    .filter((text) => text !== '')
    .map(numberOf);
  if (values.length !== length || values.some((value) => Number.isNaN(value)))
    throw damaged(file, `${key}: ${values.length} numbers of ${length}`);
  return values;
}

/** LightGBM writes C's names of infinity. */
function numberOf(text: string): number {
  if (/^-?inf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}
