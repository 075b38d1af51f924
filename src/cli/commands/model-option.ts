import { Option } from 'commander';
import { modelChoices } from '../../../training/auto/candidates.ts';

/** `--model`, shared by `table cv` and `table fit`. */
export function modelOption(): Option {
  return new Option('--model <family>', '模型族 / model family').choices([...modelChoices]).default('auto');
}
