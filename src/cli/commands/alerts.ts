import type { Command } from 'commander';
import type { Terminal } from '../io.ts';
import { addListCommands } from './alerts/list.ts';
import { addOutcomeCommands } from './alerts/outcomes.ts';
import { addRaiseCommands } from './alerts/raise.ts';
import { addWorkCommands } from './alerts/work.ts';

/** `jiuzhu alerts`: raise alerts, work them, explain them, give their outcomes back. */
export function addAlertsCommand(program: Command, terminal: Terminal): void {
  const alerts = program
    .command('alerts')
    .description('预警：发出、派发、入户、办结、回流 / alerts: raise, assign, visit, resolve, give back');
  addRaiseCommands(alerts, terminal);
  addListCommands(alerts, terminal);
  addWorkCommands(alerts, terminal);
  addOutcomeCommands(alerts, terminal);
}
