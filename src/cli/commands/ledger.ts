import type { Command } from 'commander';
import { openLedger, type Ledger } from '../../ledger/open-ledger.ts';
import { exportTable, tableFigures } from '../../ledger/export.ts';
import type { Terminal } from '../io.ts';

interface LedgerOptions {
  readonly lake: string;
  readonly asKnownAt?: string;
  readonly out?: string;
  readonly json?: true;
}

/** `jiuzhu ledger show|export`: what the ledger holds, today or as it was known on a day. */
export function addLedgerCommand(program: Command, terminal: Terminal): void {
  const ledger = program
    .command('ledger')
    .description('查看、导出总账 / look into the ledger, export its tables');
  ledger
    .command('show')
    .description('各表行数与时间范围 / rows and dates of every table')
    .requiredOption('--lake <directory>', 'where the ledger lives')
    .option('--as-known-at <date>', 'as it was known on that day, YYYY-MM-DD')
    .option('--json', 'print JSON')
    .action(async (options: LedgerOptions) => {
      await withLedger(options, async (open) => {
        const tables = await tableFigures(open);
        terminal.data(
          options.json
            ? JSON.stringify({ generation: open.generation, tables })
            : [
                open.generation,
                ...tables.map(
                  ({ table, zh, rows, superseded, from, to }) =>
                    `${table.padEnd(24)} ${String(rows).padStart(12)} ${String(superseded).padStart(10)}  ${from ?? ''} – ${to ?? ''}  ${zh}`,
                ),
              ].join('\n'),
        );
      });
    });
  ledger
    .command('export <table>')
    .description('导出一张表 / export one table to CSV or Parquet')
    .requiredOption('--lake <directory>', 'where the ledger lives')
    .option('--as-known-at <date>', 'as it was known on that day, YYYY-MM-DD')
    .option('--out <file>', '.csv or .parquet; without it CSV goes to the screen')
    .action(async (table: string, options: LedgerOptions) => {
      await withLedger(options, async (open) => {
        const text = await exportTable(open, table, options.out ?? null);
        if (text !== null) terminal.data(text);
        else terminal.say(`已导出 ${table} → ${options.out ?? ''} / exported`);
      });
    });
}

async function withLedger(options: LedgerOptions, job: (ledger: Ledger) => Promise<void>): Promise<void> {
  const { lake, asKnownAt } = options;
  const ledger = await openLedger(lake, asKnownAt === undefined ? {} : { asKnownAt });
  try {
    await job(ledger);
  } finally {
    ledger.close();
  }
}
