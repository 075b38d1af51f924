import { describe, expect, it } from 'vitest';
import { queueAddressOf, queueQueryOf } from './queue-query.ts';

const read = (address: string) => queueQueryOf(new URL(address, 'http://localhost').searchParams);

describe('the address of the queue', () => {
  it.each([
    '/alerts',
    '/alerts?scope=mine',
    '/alerts?scope=unassigned&stage=overdue&level=red&area=330199001',
  ])('%s is read and written alike', (address) => {
    expect(queueAddressOf(read(address))).toBe(address);
  });

  it('takes what it does not understand for not given', () => {
    expect(read('/alerts?scope=ours&stage=soon&level=purple')).toEqual(read('/alerts'));
  });
});
