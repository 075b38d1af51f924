import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { allowedActions, alertStates, type AlertState } from './lifecycle.ts';

it('is what docs/reference/alerts.md says, state by state', async () => {
  const page = await readFile(new URL('../../docs/reference/alerts.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| `/.test(line));
  const told = rows.map((line) => line.split('|').map((cell) => cell.trim()));

  expect(told.map(([, state]) => state)).toEqual(Object.keys(alertStates).map((state) => `\`${state}\``));
  for (const [, state = '', , limit, actions = ''] of told) {
    const own = state.replaceAll('`', '') as AlertState;
    const possible = allowedActions(own).filter((action) => action !== 'append' && action !== 'escalate');
    expect(actions.match(/`(\w+)`/g)?.map((word) => word.replaceAll('`', ''))).toEqual(possible);
    expect(limit).toBe(alertStates[own].clock ?? '–');
  }
});
