/** The name a person most likely meant: equal but for case and spaces, or at most two letters apart; else `null`. */
export function nearestName(wanted: string, names: readonly string[]): string | null {
  const plain = (name: string): string => name.trim().toLowerCase();
  let best: string | null = null;
  let least = Math.min(3, plain(wanted).length);
  for (const name of names) {
    const distance = editDistance(plain(wanted), plain(name));
    if (distance < least) {
      best = name;
      least = distance;
    }
  }
  return best;
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
