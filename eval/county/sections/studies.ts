/**
 * Sections of further studies, each with what it means in plain words.
 */
import type { CountyStudies } from '../studies/types.ts';
import { ageingSection } from './ageing.ts';
import { departmentSection, lateSection } from './departments.ts';
import { listSections } from './lists.ts';
import { silentSection } from './silent.ts';

/** Every study that was made, in the order a bureau asks. */
export function studySections({ lists, silent, departments, late, ageing }: CountyStudies): string {
  return [
    lists && listSections(lists),
    silent && silentSection(silent),
    departments && departmentSection(departments),
    late && lateSection(late),
    ageing && ageingSection(ageing),
  ]
    .filter((part) => part !== null)
    .join('\n');
}
