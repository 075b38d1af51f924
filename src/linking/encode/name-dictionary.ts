import { plainSound, type Characters } from '../names/characters.ts';
import { normaliseName } from '../names/normalise-name.ts';
import { surnameLength } from '../names/surnames.ts';
import type { NameColumns } from './columns.ts';
import { finish, mix } from './hash.ts';
import { sharedBytes, sharedWords } from './shared.ts';

/** Numbers names in the order they come. */
export interface NameDictionary {
  /** The name's number + 1; 0 without a name. */
  number(name: string | null): number;
  columns(): NameColumns;
}

/** A dictionary without names. */
export function newNameDictionary(characters: Characters): NameDictionary {
  const numbers = new Map<string, number>();
  return {
    number: (name) => {
      if (name === null) return 0;
      const known = numbers.get(name);
      if (known !== undefined) return known;
      const text = normaliseName(name);
      if (text === '') return 0;
      const number = numbers.get(text) ?? numbers.size + 1;
      characters.meet(text);
      numbers.set(text, number);
      return number;
    },
    columns: () => nameColumns([...numbers.keys()], characters),
  };
}

function nameColumns(texts: readonly string[], characters: Characters): NameColumns {
  const { table } = characters;
  const start = sharedWords(texts.length + 1);
  texts.forEach((text, i) => (start[i + 1] = (start[i] ?? 0) + text.length));
  const columns = {
    units: new Uint16Array(new SharedArrayBuffer(2 * (start[texts.length] ?? 0))),
    start,
    surname: sharedBytes(texts.length),
    sound: sharedWords(texts.length),
    surnameSound: sharedWords(texts.length),
    folded: sharedWords(texts.length),
    foldedSurname: sharedWords(texts.length),
  };
  texts.forEach((text, i) => {
    const surname = surnameLength(text);
    columns.surname[i] = surname;
    let sound = 0;
    let folded = 0;
    for (let k = 0; k < text.length; k++) {
      const unit = text.charCodeAt(k);
      columns.units[(start[i] ?? 0) + k] = unit;
      sound = mix(sound, plainSound(table, unit));
      folded = mix(folded, table.simple[unit] ?? unit);
      if (k === surname - 1) {
        columns.surnameSound[i] = finish(sound);
        columns.foldedSurname[i] = finish(folded);
      }
    }
    columns.sound[i] = finish(sound ^ text.length);
    columns.folded[i] = finish(folded ^ text.length);
  });
  return columns;
}
