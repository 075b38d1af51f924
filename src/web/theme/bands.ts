import type { Band } from '../../api/types.ts';
import type { Dictionary } from '../i18n/index.ts';

/** Bands, most urgent first. */
export const bandOrder = ['red', 'orange', 'yellow', 'blue'] as const satisfies readonly Band[];

/** One word for a band. */
export function bandWord(band: Band, text: Dictionary): string {
  return { red: text.bandRed, orange: text.bandOrange, yellow: text.bandYellow, blue: text.bandBlue }[band];
}

/** What a band asks of a caseworker. */
export function bandMeaning(band: Band, text: Dictionary): string {
  return {
    red: text.bandRedMeaning,
    orange: text.bandOrangeMeaning,
    yellow: text.bandYellowMeaning,
    blue: text.bandBlueMeaning,
  }[band];
}
