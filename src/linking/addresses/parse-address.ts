/**
 * The parts of a Chinese address: its units from the largest down, the village or compound among them, and what is behind.
 */

/** An address taken apart; empty texts where it has no such part. */
export interface AddressParts {
  /** As it is compared whole. */
  readonly text: string;
  /** Village, community, compound or, without one, the road. */
  readonly village: string;
  /** All behind the village: group, building, door. */
  readonly door: string;
  /** Every unit, in the order written. */
  readonly units: readonly string[];
}

const unitPattern =
  /.+?(?:自治[区州县]|街道|社区|小区|新区|园区|开发区|花园|家园|公寓|新村|单元|大道|胡同|敬老院|福利院|[省市区县旗盟镇乡村屯庄组队社路街巷弄里号栋幢座室楼层户])/gu;
const villageEnding = /(?:社区|小区|花园|家园|公寓|新村|敬老院|福利院|[村屯庄])$/u;
const roadEnding = /(?:大道|胡同|[路街巷弄里])$/u;
const chineseNumber = /[一二三四五六七八九十百]+(?=组|队|社|号|栋|幢|座|单元|室|楼|层|户|弄)/gu;

/** Takes an address apart. Width, spaces, punctuation and Chinese numerals before a unit make no difference. */
export function parseAddress(address: string): AddressParts {
  const text = address
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{P}\p{S}]/gu, '')
    .toUpperCase()
    .replace(/村民委员会|村委会/gu, '村')
    .replace(/居民委员会|居委会/gu, '社区')
    .replace(/村+/gu, '村')
    .replace(/(?:村民|居民)?小组/gu, '组')
    .replace(chineseNumber, (digits) => String(chineseToNumber(digits)));
  const units = splitUnits(text);
  const place = villageIndex(units);
  return {
    text,
    village: place < 0 ? '' : (units[place] ?? ''),
    door: place < 0 ? '' : units.slice(place + 1).join(''),
    units,
  };
}

function splitUnits(text: string): readonly string[] {
  const units = text.match(unitPattern) ?? [];
  const rest = text.slice(units.reduce((length, unit) => length + unit.length, 0));
  return rest === '' ? units : [...units, rest];
}

function villageIndex(units: readonly string[]): number {
  const village = units.findLastIndex((unit) => villageEnding.test(unit));
  return village >= 0 ? village : units.findLastIndex((unit) => roadEnding.test(unit));
}

const digitOf: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

function chineseToNumber(text: string): number {
  let total = 0;
  let digit = 0;
  for (const character of text) {
    const place = character === '十' ? 10 : character === '百' ? 100 : 0;
    if (place === 0) digit = digitOf[character] ?? 0;
    else {
      total += Math.max(1, digit) * place;
      digit = 0;
    }
  }
  return total + digit;
}
