/**
 * The scenarios that ship with the program.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readScenario, type Scenario } from './scenario.ts';

/** `data-samples/scenarios`, seen from the sources or from the built program. */
const folder = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../data-samples/scenarios/' : '../../../data-samples/scenarios/',
    import.meta.url,
  ),
);

/** Every shipped scenario by the name of its file. @throws JZ_SCENARIO_INVALID */
export async function shippedScenarios(): Promise<{ readonly id: string; readonly scenario: Scenario }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => ({
      id: name.slice(0, -'.yaml'.length),
      scenario: await readScenario(join(folder, name)),
    })),
  );
}
