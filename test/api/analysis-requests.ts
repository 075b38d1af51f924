/**
 * Requests, good and bad, to the operations of analysts, the data team and administrators.
 */
import type { InjectOptions } from 'fastify';

const scenario = { scenario: 1, title: { zh: '试', en: 'trial' }, reform: { 'dibian.multiplier': 2 } };

/** operationId → requests. */
export const analysisRequests: Readonly<Record<string, readonly InjectOptions[]>> = {
  submitWhatIf: [
    { method: 'POST', url: '/v1/what-if', payload: scenario },
    { method: 'POST', url: '/v1/what-if', payload: { scenario: 2 } },
  ],
  listWhatIfs: [{ url: '/v1/what-if' }, { url: '/v1/what-if?limit=0' }],
  getWhatIf: [{ url: '/v1/what-if/nothing' }],
  cancelWhatIf: [{ method: 'DELETE', url: '/v1/what-if/nothing' }],
  watchWhatIf: [{ url: '/v1/what-if/nothing/events' }],
  getWhatIfReport: [{ url: '/v1/what-if/nothing/report' }],
  getWhatIfTable: [{ url: '/v1/what-if/nothing/tables/items.csv' }],
  listWhatIfParameters: [{ url: '/v1/what-if/parameters' }],
  listScenarios: [{ url: '/v1/what-if/scenarios' }],
  supposeHousehold: [
    { method: 'POST', url: '/v1/households/H000000/what-if', payload: {} },
    { method: 'POST', url: '/v1/households/H000000/what-if', payload: { set: [{ fact: 'x' }] } },
  ],
  getBudgetCurve: [
    { url: '/v1/households/H000000/budget-curve' },
    { url: '/v1/households/H000000/budget-curve?earner=0' },
  ],
  listFamilies: [{ url: '/v1/what-if/families' }],
  supposeFamily: [{ method: 'POST', url: '/v1/what-if/families/single', payload: {} }],
  getFamilyBudgetCurve: [{ url: '/v1/what-if/families/single/budget-curve' }],
  listAccounts: [{ url: '/v1/accounts' }],
  addAccount: [{ method: 'POST', url: '/v1/accounts', payload: {} }],
  disableAccount: [{ method: 'POST', url: '/v1/accounts/nobody/disable' }],
  enableAccount: [{ method: 'POST', url: '/v1/accounts/nobody/enable' }],
  setPassword: [{ method: 'PUT', url: '/v1/accounts/nobody/password', payload: { password: 'x' } }],
  changeOwnPassword: [
    { method: 'PUT', url: '/v1/session/password', payload: { current: 'x', password: 'y' } },
    { method: 'PUT', url: '/v1/session/password', payload: {} },
  ],
  listFeatures: [{ url: '/v1/catalogue/features' }, { url: '/v1/catalogue/features?x=1' }],
  listSignals: [{ url: '/v1/catalogue/signals' }, { url: '/v1/catalogue/signals?q=' }],
  listPolicyItems: [{ url: '/v1/catalogue/items' }],
  listModels: [{ url: '/v1/models' }],
  getModel: [{ url: '/v1/models/nothing' }],
  getModelCard: [{ url: '/v1/models/nothing/card' }, { url: '/v1/models/nothing/card?form=pdf' }],
  getDataSheet: [{ url: '/v1/models/nothing/data-sheet' }],
  getModelDrift: [{ url: '/v1/models/nothing/drift' }],
  getQuality: [{ url: '/v1/quality' }],
  getQualityReport: [{ url: '/v1/quality/report' }],
};
