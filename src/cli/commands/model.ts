import type { Command } from 'commander';
import type { Terminal } from '../io.ts';
import { addModelCard } from './model/card.ts';
import { addModelCompare } from './model/compare.ts';
import { addModelHistory } from './model/history.ts';
import { addModelInterchange } from './model/interchange.ts';
import { addModelList } from './model/list.ts';
import { addModelPromote } from './model/promote.ts';
import { addModelScorecard } from './model/scorecard.ts';
import { addModelShow } from './model/show.ts';

/** `jiuzhu model`: what the registry holds, which model is in use and who decided so, and what each model is. */
export function addModelCommand(program: Command, terminal: Terminal): void {
  const model = program.command('model').description('模型登记 / the model registry');
  addModelList(model, terminal);
  addModelShow(model, terminal);
  addModelCard(model, terminal);
  addModelScorecard(model, terminal);
  addModelCompare(model, terminal);
  addModelPromote(model, terminal);
  addModelHistory(model, terminal);
  addModelInterchange(model, terminal);
}
