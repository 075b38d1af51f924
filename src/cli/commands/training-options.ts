import { Option, type Command } from 'commander';
import { modelChoices } from '../../../training/auto/candidates.ts';
import { threadCount } from '../thread-count.ts';

/** Adds what `table cv` and `table fit` share: `--exclude`, `--model`, `--seed`, `--threads`. */
export function addTrainingOptions(command: Command): Command {
  const model = new Option('--model <family>', '模型族 / model family').choices([...modelChoices]);
  return command
    .option('--exclude <a,b>', '不作特征的列 / columns that are no features')
    .addOption(model.default('auto'))
    .option('--seed <seed>', '随机种子 / seed', '1')
    .option('--threads <n>', '线程数（结果不变）/ threads', threadCount);
}
