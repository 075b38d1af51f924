/**
 * How much two lists have in common, whatever their order: those on both, divided by those on either.
 *
 * @returns 0..1; 1 for two empty lists
 * @example jaccard(['a', 'b'], ['b', 'c']) // 1/3
 * @see Jaccard (1912), New Phytologist 11
 */
export function jaccard<Member>(one: Iterable<Member>, other: Iterable<Member>): number {
  const left = new Set(one);
  const right = new Set(other);
  let both = 0;
  for (const member of left) if (right.has(member)) both++;
  const either = left.size + right.size - both;
  return either === 0 ? 1 : both / either;
}
