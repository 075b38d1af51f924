import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../addresses/parse-address.ts';
import { encodeRows, newDictionaries } from '../encode/encode-rows.ts';
import type { Encoded } from '../encode/columns.ts';
import { packPattern, patternOf, unpackAgreement } from '../levels.ts';
import { newCharacters } from '../names/characters.ts';
import {
  addressLevels,
  birthLevels,
  idLevels,
  nameLevels,
  phoneLevels,
  sexLevels,
  type Agreement,
  type IdentityFields,
} from '../types.ts';
import { compareRows } from './compare-rows.ts';

const nobody: IdentityFields = {
  name: null,
  sex: null,
  birthDate: null,
  phone: null,
  address: null,
  idNumber: null,
};

function agreement(row: Partial<IdentityFields>, person: Partial<IdentityFields>): Agreement {
  const characters = newCharacters();
  const encode = (fields: Partial<IdentityFields>): Encoded => {
    const dictionaries = newDictionaries(characters);
    const rows = encodeRows([{ ...nobody, ...fields }], dictionaries);
    return { rows, names: dictionaries.names.columns(), addresses: dictionaries.addresses.columns() };
  };
  const pattern = new Uint8Array(6);
  compareRows({ characters: characters.table, rows: encode(row), persons: encode(person), pattern }, 0, 0);
  return unpackAgreement(packPattern(pattern));
}

describe('comparing birth dates', () => {
  it.each([
    ['1980-05-12', '1980-05-12', 'same'],
    ['1980-05-12', '1980-12-05', 'day_and_month_swapped'],
    ['1980-05-12', '1990-05-12', 'one_digit_differs'],
    ['1980-05-12', '1980-05-22', 'one_digit_differs'],
    ['1980-05-12', '1980-05-30', 'same_month'],
    ['1980-05-12', '1980-11-30', 'same_year'],
    ['1989-12-31', '1990-01-01', 'different'],
    ['1979-12-31', '1980-12-31', 'different'],
  ])('%s and %s: %s', (left, right, level) => {
    expect(agreement({ birthDate: left }, { birthDate: right }).birthDate).toBe(level);
    expect(agreement({ birthDate: right }, { birthDate: left }).birthDate).toBe(level);
  });

  it('finds one differing digit wherever it is, as comparing texts does', () => {
    const digits = fc.integer({ min: 10_000_000, max: 99_999_999 });
    fc.assert(
      fc.property(digits, fc.nat(7), fc.nat(9), (number, at, digit) => {
        const text = String(number);
        const other = text.slice(0, at) + String(digit) + text.slice(at + 1);
        fc.pre(at > 0 || digit > 0);
        const level = agreement({ phone: `131${text}` }, { phone: `131${other}` }).phone;
        expect(level).toBe(text === other ? 'same' : 'one_digit_differs');
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('comparing phones', () => {
  it.each([
    ['138 0013-8000', '13800138000', 'same'],
    ['+86 13800138000', '１３８００１３８０００', 'same'],
    ['13800138000', '13700138000', 'one_digit_differs'],
    ['13800138000', '13912348000', 'same_last_four'],
    ['13800138000', '13912345678', 'different'],
    ['无', '13912345678', 'missing'],
  ])('%s and %s: %s', (left, right, level) => {
    expect(agreement({ phone: left }, { phone: right }).phone).toBe(level);
  });
});

describe('comparing addresses', () => {
  const home = '云溪县青山镇桥头村3组12号';

  it.each([
    ['云溪县青山镇桥头村三组１２号', 'same'],
    ['云溪县 青山镇，桥头村村民委员会3组12号', 'same'],
    ['浙江省云溪县青山镇桥头村3组12号', 'same_door'],
    ['桥头村3组12号', 'same_door'],
    ['云溪县青山镇桥头村5组7号', 'same_village'],
    ['云溪县白水镇柳树村1组5号', 'different'],
  ])('%s: %s', (address, level) => {
    expect(agreement({ address }, { address: home }).address).toBe(level);
  });

  it('calls addresses without a village overlapping when half of their units are the same', () => {
    const level = agreement({ address: '云溪县青山镇卫生院' }, { address: '云溪县青山镇中学' }).address;

    expect(level).toBe('overlapping');
  });

  it('takes an address apart', () => {
    expect(parseAddress('云溪县城关街道幸福小区十二栋二单元301室')).toEqual({
      text: '云溪县城关街道幸福小区12栋2单元301室',
      village: '幸福小区',
      door: '12栋2单元301室',
      units: ['云溪县', '城关街道', '幸福小区', '12栋', '2单元', '301室'],
    });
  });
});

describe('comparing identity numbers', () => {
  const right = '990000197503120014';

  it.each([
    ['990000197503120014', 'same'],
    ['９９００００197503120014', 'same'],
    ['990000197503120024', 'one_digit_differs'],
    ['990000197503120*14', 'one_digit_differs'],
    ['990000195703120014', 'digits_swapped'],
    ['990000197503120000', 'cut_to_fifteen'],
    ['990000197503120', 'cut_to_fifteen'],
    ['9900001975031200', 'cut_to_fifteen'],
    ['990000750312001', 'old_fifteen_digits'],
    ['990000********0014', 'partly_hidden'],
    ['99000019750312', 'same_first_fourteen'],
    ['990000197503129999', 'same_first_fourteen'],
    ['990000********0015', 'different_damaged'],
    ['330123', 'different_damaged'],
    ['990001197503120010', 'different_valid'],
    ['', 'missing'],
  ])('%s: %s', (idNumber, level) => {
    expect(agreement({ idNumber }, { idNumber: right }).idNumber).toBe(level);
  });

  it('knows a rounded number also where its check digit is good by chance', () => {
    const whole = '990000197503110123';
    expect(agreement({ idNumber: '990000197503110000' }, { idNumber: whole }).idNumber).toBe(
      'cut_to_fifteen',
    );
    expect(agreement({ idNumber: '990000197503161000' }, { idNumber: whole }).idNumber).toBe(
      'different_valid',
    );
  });

  it('compares nothing with a person whose own number is not valid', () => {
    expect(agreement({ idNumber: right }, { idNumber: '990000197503120015' }).idNumber).toBe('missing');
  });
});

describe('an agreement as one number', () => {
  it('comes back whole for every combination of levels', () => {
    const any = fc.record({
      name: fc.constantFrom(...nameLevels),
      sex: fc.constantFrom(...sexLevels),
      birthDate: fc.constantFrom(...birthLevels),
      phone: fc.constantFrom(...phoneLevels),
      address: fc.constantFrom(...addressLevels),
      idNumber: fc.constantFrom(...idLevels),
    });
    fc.assert(
      fc.property(any, (levels) => {
        expect(unpackAgreement(packPattern(patternOf(levels)))).toEqual(levels);
      }),
      { seed: 1 },
    );
  });
});
