/**
 * FNV-1a of a text's UTF-16 units, 32 bits: quick and the same on every machine; not for secrets or integrity.
 *
 * @see Fowler, Noll & Vo, draft-eastlake-fnv
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
