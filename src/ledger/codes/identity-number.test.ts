import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdentityNumber, identityCheckDigit, toEighteenDigits } from './identity-number.ts';

/** The number of GB 11643's own example. */
const example = '11010519491231002X';

/** ISO 7064's recursion for a pure system, which the standard gives beside the weighted sum: 1 for a good number. */
function remainder(number: string): number {
  let product = 0;
  for (const digit of number.slice(0, -1)) product = ((product + Number(digit)) * 2) % 11;
  const last = number.endsWith('X') ? 10 : Number(number.slice(-1));
  return (product + last) % 11;
}

const seventeen = fc.stringMatching(/^\d{17}$/);
const dayOf = (birth: string): string => birth.replaceAll('-', '');
const birth = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2024-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const goodNumber = fc
  .tuple(fc.constantFrom('330106', '110105', '659001', '710000'), birth, fc.stringMatching(/^\d{3}$/))
  .map(([area, born, sequence]) => {
    const digits = area + dayOf(born) + sequence;
    return { number: digits + identityCheckDigit(digits), area, born, sequence };
  });
const settings = { seed: 2026, numRuns: 300 };

describe('an identity number', () => {
  it('tells area, birth and sex', () => {
    expect(checkIdentityNumber(example)).toEqual({
      number: example,
      area: '110105',
      birthDate: '1949-12-31',
      sex: '2',
      wasFifteen: false,
    });
    expect(checkIdentityNumber(' 11010519491231002x ')).toMatchObject({ number: example });
  });

  it('of 15 digits becomes the 18 digits of the same person', () => {
    expect(toEighteenDigits('110105491231002')).toBe(example);
    expect(checkIdentityNumber('110105491231002')).toMatchObject({ number: example, wasFifteen: true });
    expect(checkIdentityNumber('110105991231998')).toMatchObject({ birthDate: '1899-12-31' });
  });

  it.each([
    ['1101051949123100', 'length'],
    ['110105194912310021X', 'length'],
    ['', 'length'],
    ['1101O519491231002X', 'characters'],
    ['11010519491231X02X', 'characters'],
    ['１１０１０５１９４９１２３１００２４', 'characters'],
    ['160105194912310024', 'area'],
    ['000000000000000000', 'area'],
    ['110105194913310024', 'birth_date'],
    ['110105190002290020', 'birth_date'],
    ['110105180012310024', 'birth_date'],
    ['110105194912310021', 'check_digit'],
    ['330106198001010000', 'rounded'],
  ])('%s is refused: %s', (number, fault) => {
    expect(checkIdentityNumber(number)).toBe(fault);
  });

  it('of area 99 is valid in practice data only', () => {
    const digits = '99000019800101014';
    const number = digits + identityCheckDigit(digits);

    expect(checkIdentityNumber(number)).toBe('synthetic');
    expect(checkIdentityNumber(number, { synthetic: true })).toMatchObject({ birthDate: '1980-01-01' });
    expect(checkIdentityNumber(`${digits}0`, { synthetic: true })).toBe('check_digit');
  });

  it('of a permanent resident from abroad or a card for residents from Taiwan is valid', () => {
    const withDigit = (digits: string): string => digits + identityCheckDigit(digits);

    expect(checkIdentityNumber(withDigit('91184019850101001'))).toMatchObject({ area: '911840' });
    expect(checkIdentityNumber(withDigit('83000019850101001'))).toMatchObject({ area: '830000' });
  });

  it('of somebody not yet born is refused', () => {
    expect(checkIdentityNumber(example, { notBornAfter: '1949-12-30' })).toBe('birth_date');
    expect(checkIdentityNumber(example, { notBornAfter: '1949-12-31' })).toMatchObject({ sex: '2' });
  });

  it('has the check digit of ISO 7064 MOD 11-2', () => {
    fc.assert(
      fc.property(seventeen, (digits) => {
        expect(remainder(digits + identityCheckDigit(digits))).toBe(1);
      }),
      settings,
    );
  });

  it('is read back as it was made', () => {
    fc.assert(
      fc.property(goodNumber, ({ number, area, born, sequence }) => {
        const sex = Number(sequence) % 2 === 1 ? '1' : '2';

        expect(checkIdentityNumber(number)).toEqual({
          number,
          area,
          birthDate: born,
          sex,
          wasFifteen: false,
        });
      }),
      settings,
    );
  });

  it('with one digit wrong, or two neighbours exchanged, is always refused', () => {
    const damaged = fc.tuple(goodNumber, fc.nat(17), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(damaged, ([{ number }, at, step]) => {
        const digit = number.charAt(at);
        const other = digit === 'X' ? String(step) : String((Number(digit) + step) % 10);
        const wrong = number.slice(0, at) + other + number.slice(at + 1);
        const next = number.charAt(at + 1);
        const exchanged = number.slice(0, at) + next + digit + number.slice(at + 2);

        expect(checkIdentityNumber(wrong)).toBeTypeOf('string');
        if (at < 17 && next !== digit) expect(checkIdentityNumber(exchanged)).toBeTypeOf('string');
      }),
      settings,
    );
  });
});
