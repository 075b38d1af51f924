import { servedLaw } from '../law.ts';
import { addAccountRoutes } from './accounts.ts';
import { addCatalogueRoutes } from './catalogue.ts';
import { addHouseholdWhatIfRoutes } from './household-what-if.ts';
import { addRegistryRoutes } from './models.ts';
import { addQualityRoutes } from './quality.ts';
import type { Api, Sources } from './route.ts';
import { addWhatIfChoiceRoutes } from './what-if-choices.ts';
import { addWhatIfRoutes } from './what-if.ts';

/** What analysts, the data team and administrators ask: what-if, catalogues, registry, quality, accounts. */
export function addAnalysisRoutes(app: Api, sources: Sources): void {
  const law = servedLaw(sources);
  addWhatIfRoutes(app, sources, law);
  addWhatIfChoiceRoutes(app, law);
  addHouseholdWhatIfRoutes(app, sources, law);
  addCatalogueRoutes(app, sources, law);
  addRegistryRoutes(app, sources);
  addQualityRoutes(app, sources);
  addAccountRoutes(app, sources);
}
