import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { writeAtomically } from '../../io/files.ts';
import { measureLedgerQuality } from '../../ledger/quality/measure-quality.ts';
import { renderQuality } from '../../ledger/quality/page/render-quality.ts';
import { qualityReportSchema, type QualityReport } from '../../ledger/quality/schema.ts';
import { lightWords } from '../../ledger/quality/words.ts';
import type { Terminal } from '../io.ts';
import { threadCount } from '../thread-count.ts';

interface QualityOptions {
  readonly lake: string;
  readonly out: string;
  readonly generation?: string;
  readonly threads?: number;
  readonly json?: true;
}

/** `jiuzhu quality --lake DIR --out DIR`: how good each department's data are, and what to ask of whom. */
export function addQualityCommand(program: Command, terminal: Terminal): void {
  program
    .command('quality')
    .description('部门数据质量报告 / quality report on the departments’ data')
    .requiredOption('--lake <directory>', 'the ledger')
    .requiredOption('--out <directory>', 'where quality.json and quality.html go')
    .option('--generation <name>', 'an earlier generation (default: the current one)')
    .option('--threads <count>', 'worker threads; the result never depends on it', threadCount)
    .option('--json', 'print the report as JSON')
    .action(async (options: QualityOptions) => {
      const { lake, out, generation, threads } = options;
      const report = qualityReportSchema.parse(
        await measureLedgerQuality({
          lake,
          ...(generation === undefined ? {} : { generation }),
          ...(threads === undefined ? {} : { threads }),
        }),
      );
      await mkdir(out, { recursive: true });
      await writeAtomically(join(out, 'quality.json'), `${JSON.stringify(report, null, 2)}\n`);
      await writeAtomically(join(out, 'quality.html'), renderQuality(report));
      terminal.data(options.json ? JSON.stringify(report) : summary(report, join(out, 'quality.html')));
    });
}

function summary({ departments, score }: QualityReport, page: string): string {
  const lines = departments.map(({ title, light, score: own, asks }) => {
    const { sign, zh } = lightWords[light];
    return `${sign} ${zh}\t${String(own ?? '–').padStart(5)}\t${title.zh}\t${asks[0]?.zh ?? ''}`;
  });
  return [...lines, `总分 / score: ${score ?? '–'}`, page].join('\n');
}
