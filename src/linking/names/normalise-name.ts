/** A name as it is compared: compatibility forms folded, no spaces or remarks in brackets, one kind of middle dot. */
export function normaliseName(name: string): string {
  if (isPlain(name)) return name;
  return name
    .normalize('NFKC')
    .replace(/\(.*?\)/gu, '')
    .replace(/[•‧∙⋅・·․.]/gu, '·')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
}

/** Whether every unit is a Chinese character of the basic block, as nearly all names are. */
function isPlain(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    if (unit < 0x4e00 || unit > 0x9fff) return false;
  }
  return true;
}
