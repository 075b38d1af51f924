/** The name a person most likely meant: equal but for case and spaces, or at most two letters apart; else `null`. */
export function nearestName(wanted: string, names: readonly string[]): string | null {
  const [best] = ranked(wanted, names);
  return best && best.distance < Math.min(3, plain(wanted).length) ? best.name : null;
}

/** Names most like the one written: those that hold it whole, then by letters; of two as near, the one that begins alike. */
export function nearestNames(wanted: string, names: readonly string[], count: number): string[] {
  const own = plain(wanted);
  const all = ranked(wanted, names).map(({ name }) => name);
  const holds = all.filter((name) => own !== '' && plain(name).includes(own));
  return [...new Set([...holds, ...all])].slice(0, count);
}

const plain = (name: string): string => name.trim().toLowerCase();

function ranked(
  wanted: string,
  names: readonly string[],
): { name: string; distance: number; alike: number }[] {
  const own = plain(wanted);
  return names
    .map((name) => ({ name, distance: editDistance(own, plain(name)), alike: commonStart(own, plain(name)) }))
    .sort((a, b) => a.distance - b.distance || b.alike - a.alike);
}

function commonStart(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
