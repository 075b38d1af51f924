/**
 * Types of what analysts, the data team and administrators ask of the service, for the pages: import types only.
 *
 * POST /v1/what-if: WhatIfRequest → 202 WhatIfJobResponse · GET /v1/what-if → WhatIfJobsResponse ·
 * GET | DELETE /v1/what-if/{id} → WhatIfJobResponse · GET /v1/what-if/{id}/events → event stream of WhatIfJob ·
 * GET /v1/what-if/{id}/report → HTML · GET /v1/what-if/{id}/tables/{table} → CSV ·
 * GET /v1/what-if/parameters → WhatIfParametersResponse · GET /v1/what-if/scenarios → ScenariosResponse ·
 * GET /v1/what-if/families → FamiliesResponse · POST /v1/what-if/families/{id}, POST /v1/households/{id}/what-if:
 * HouseholdWhatIfRequest → HouseholdWhatIfResponse · GET /v1/what-if/families/{id}/budget-curve,
 * GET /v1/households/{id}/budget-curve → BudgetCurveResponse · GET /v1/catalogue/features → FeaturesResponse ·
 * GET /v1/catalogue/signals → SignalsResponse · GET /v1/catalogue/items → PolicyItemsResponse ·
 * GET /v1/models → ModelsResponse · GET /v1/models/{id} → RegisteredModelResponse ·
 * GET /v1/models/{id}/card, /data-sheet, /drift → HTML or Markdown · GET /v1/quality → QualityResponse ·
 * GET /v1/quality/report → HTML · GET /v1/accounts → AccountsResponse · POST /v1/accounts: NewAccountRequest → Account ·
 * POST /v1/accounts/{name}/disable, /enable → Account · PUT /v1/accounts/{name}/password: PasswordRequest → Account ·
 * PUT /v1/session/password: OwnPasswordRequest → SessionResponse
 */
import type * as z from 'zod';
import type * as accounts from './schemas/accounts.ts';
import type * as catalogue from './schemas/catalogue.ts';
import type * as household from './schemas/household-what-if.ts';
import type * as models from './schemas/models.ts';
import type * as quality from './schemas/quality.ts';
import type * as whatIf from './schemas/what-if.ts';

/** A scenario: the same words as a scenario file. */
export type WhatIfRequest = z.input<typeof whatIf.whatIfRequest>;
/** A policy what-if as a job. */
export type WhatIfJob = z.infer<typeof whatIf.whatIfJob>;
/** A job with its result. */
export type WhatIfJobResponse = z.infer<typeof whatIf.whatIfJobResponse>;
/** Baseline against reform. */
export type WhatIfResult = z.infer<typeof whatIf.whatIfResult>;
/** Jobs, the newest first. */
export type WhatIfJobsResponse = z.infer<typeof whatIf.whatIfJobsResponse>;
/** What a scenario may change. */
export type WhatIfParametersResponse = z.infer<typeof whatIf.parametersResponse>;
/** Scenarios that ship. */
export type ScenariosResponse = z.infer<typeof whatIf.scenariosResponse>;
/** A month as one wage rises. */
export type BudgetCurve = z.infer<typeof household.budgetCurve>;
/** Changed facts, and the law after. */
export type HouseholdWhatIfRequest = z.input<typeof household.householdWhatIfRequest>;
/** One household before and after. */
export type HouseholdWhatIfResponse = z.infer<typeof household.householdWhatIfResponse>;
/** One household's curve. */
export type BudgetCurveResponse = z.infer<typeof household.budgetCurveResponse>;
/** Families that curves are drawn of. */
export type FamiliesResponse = z.infer<typeof household.familiesResponse>;
/** Every feature. */
export type FeaturesResponse = z.infer<typeof catalogue.featuresResponse>;
/** Every signal. */
export type SignalsResponse = z.infer<typeof catalogue.signalsResponse>;
/** Every item of the law. */
export type PolicyItemsResponse = z.infer<typeof catalogue.policyItemsResponse>;
/** Where something of the law is written. */
export type LawReference = z.infer<typeof catalogue.lawReference>;
/** The registry. */
export type ModelsResponse = z.infer<typeof models.modelsResponse>;
/** One model with its evaluation. */
export type RegisteredModelResponse = z.infer<typeof models.registeredModelResponse>;
/** Quality of the departments' data. */
export type QualityResponse = z.infer<typeof quality.qualityResponse>;
/** One account. */
export type Account = z.infer<typeof accounts.account>;
/** Every account. */
export type AccountsResponse = z.infer<typeof accounts.accountsResponse>;
/** An account to make. */
export type NewAccountRequest = z.input<typeof accounts.newAccountRequest>;
/** A new password, by an administrator. */
export type PasswordRequest = z.input<typeof accounts.passwordRequest>;
/** A new password, by its owner. */
export type OwnPasswordRequest = z.input<typeof accounts.ownPasswordRequest>;
