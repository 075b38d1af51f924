/**
 * Regions by GB/T 2260 code, from a county up to the whole country.
 */
import { JzError } from '../../core/errors/index.ts';

/** The code of the whole country. */
export const NATION = 'CN';

/**
 * The regions whose rules hold in a region, nearest first.
 *
 * @throws JZ_POLICY_REGION when the code is not one
 * @example regionChain('330106') // ['330106', '330100', '330000', 'CN']
 */
export function regionChain(region: string): readonly string[] {
  if (region === NATION) return [NATION];
  if (!/^[1-9]\d{5}$/.test(region)) throw new JzError('JZ_POLICY_REGION', { value: region });
  const chain = [region, `${region.slice(0, 4)}00`, `${region.slice(0, 2)}0000`, NATION];
  return [...new Set(chain)];
}
