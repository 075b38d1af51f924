import { InvalidArgumentError } from 'commander';

/** Parses `--threads`. */
export function threadCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 1024) return count;
  throw new InvalidArgumentError('应为 1 到 1024 的整数 / a whole number from 1 to 1024 expected');
}
