/**
 * What comparing needs to know of each character: its simplified form and its readings. One table for all 65,536
 * UTF-16 units, filled as characters are met, in memory that threads share.
 */
import { pinyin } from 'pinyin-pro';
import { simplified } from './simplified.ts';

const units = 65_536;
/** Readings kept of a character with several: the commonest come first. */
export const READINGS = 3;
const TONE_BITS = 3;

/** `[unit]` simplified unit; `[unit × READINGS]` syllable with tone, 0 for none; the syllable alone is it without its low bits. */
export interface CharacterTable {
  readonly simple: Uint16Array;
  readonly readings: Uint16Array;
}

/** A table that fills itself. */
export interface Characters {
  readonly table: CharacterTable;
  /** Makes sure that every unit of the text is in the table. */
  meet(text: string): void;
}

/** An empty table in shared memory. */
export function newCharacters(): Characters {
  const table: CharacterTable = {
    simple: new Uint16Array(new SharedArrayBuffer(units * 2)),
    readings: new Uint16Array(new SharedArrayBuffer(units * READINGS * 2)),
  };
  const met = new Uint8Array(units);
  return {
    table,
    meet: (text) => {
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if (met[unit] !== 0) continue;
        met[unit] = 1;
        enter(table, unit);
      }
    },
  };
}

function enter(table: CharacterTable, unit: number): void {
  const simple = simplified.get(unit) ?? unit;
  table.simple[unit] = simple;
  if (simple !== unit) enter(table, simple);
  if (unit < 0x3400 || unit > 0x9fff) return;
  const readings = pinyin(String.fromCharCode(simple), { toneType: 'num', multiple: true, type: 'array' });
  readings.slice(0, READINGS).forEach((reading, i) => {
    table.readings[unit * READINGS + i] = syllableNumber(reading);
  });
}

/**
 * A number for a syllable with tone, the same on every machine and in every order: initial and final as digits.
 * Two syllables never share one; the tone stands in the low bits.
 */
function syllableNumber(reading: string): number {
  const tone = Number(/\d$/.exec(reading)?.[0] ?? 0);
  const syllable = reading.replace(/\d$/, '');
  const initial = initials.findIndex((text) => syllable.startsWith(text));
  const final = finals.indexOf(syllable.slice(initials[initial]?.length ?? 0));
  if (final < 0) return 0;
  return ((initial * finals.length + final + 1) << TONE_BITS) | tone;
}

const initials = 'zh ch sh b p m f d t n l g k h j q x r z c s y w'.split(' ').concat('');
const finals = (
  'a o e i u ü ai ei ui ao ou iu ie üe ue er an en in un ün ang eng ing ong ' +
  'ia iao ian iang iong ua uo uai uan uang üan ê m n ng io'
).split(' ');

/** How two different simplified units sound; any reading of each counts. */
export function soundOf(table: CharacterTable, a: number, b: number): 'same' | 'same_but_tone' | 'other' {
  let sound: 'same_but_tone' | 'other' = 'other';
  for (let i = a * READINGS; i < (a + 1) * READINGS; i++) {
    const reading = table.readings[i] ?? 0;
    if (reading === 0) break;
    for (let j = b * READINGS; j < (b + 1) * READINGS; j++) {
      const other = table.readings[j] ?? 0;
      if (other === reading) return 'same';
      if (other >> TONE_BITS === reading >> TONE_BITS) sound = 'same_but_tone';
    }
  }
  return sound;
}

/** The commonest syllable of a unit without tone; the simplified unit itself where it has none. */
export function plainSound(table: CharacterTable, unit: number): number {
  const reading = table.readings[unit * READINGS] ?? 0;
  return reading === 0 ? (table.simple[unit] ?? unit) + units : reading >> TONE_BITS;
}
