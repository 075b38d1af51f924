/**
 * A process that works alerts without end and tells each action once it is acknowledged; tests kill it.
 */
import { writeSync } from 'node:fs';
import { seededRng } from '../../core/rng.ts';
import { openStore } from '../../store/index.ts';
import { actOnAlert, type OfficerAction } from '../act.ts';
import { listAlerts } from '../alert.ts';
import { allowedActions } from '../lifecycle.ts';
import { loadAlertSettings } from '../settings.ts';
import { anyDetails } from './details.ts';

const [, , file = '', seed = ''] = process.argv;
const store = openStore(file, { create: false });
const settings = await loadAlertSettings();
const rng = seededRng(seed);
for (;;) {
  const alerts = await listAlerts(store, {}, { limit: 1000 });
  const one = alerts[rng.int(alerts.length)];
  if (!one) break;
  const actions = allowedActions(one.state).filter(
    (action): action is OfficerAction => action !== 'append' && action !== 'escalate',
  );
  const action = actions[rng.int(actions.length)];
  if (!action) continue;
  const details = anyDetails(action, rng);
  const after = actOnAlert(store, settings, {
    alert: one.id,
    action,
    actor: '张三',
    at: '2025-03-03',
    details,
  });
  writeSync(1, `${after.id} ${after.version} ${after.state}\n`);
}
