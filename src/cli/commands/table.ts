import type { Command } from 'commander';
import type { Terminal } from '../io.ts';
import { addTableCv } from './table-cv.ts';
import { addTableEvaluate } from './table-evaluate.ts';
import { addTableFit } from './table-fit.ts';
import { addTablePredict } from './table-predict.ts';

/** `jiuzhu table …`: a team's own wide table, without a ledger. */
export function addTableCommand(program: Command, terminal: Terminal): void {
  const table = program
    .command('table')
    .description('自备宽表：交叉验证、训练、预测、评估 / your own wide table');
  addTableCv(table, terminal);
  addTableEvaluate(table, terminal);
  addTableFit(table, terminal);
  addTablePredict(table, terminal);
}
