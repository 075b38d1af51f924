/**
 * Types of the HTTP service, for the pages: import types only.
 *
 * GET /v1/overview → OverviewResponse · GET /v1/scores → ScoresResponse · GET /v1/households/{id} →
 * HouseholdResponse · POST /v1/score: ScoreRequest → ScoreResponse · GET /v1/models/current → ModelResponse ·
 * GET /v1/report → HTML · POST /v1/session: SignInRequest → SessionResponse · GET /v1/alerts → AlertsResponse ·
 * GET /v1/households/{id}/dossier → DossierResponse · GET /v1/households/{id}/recommendations →
 * RecommendationsResponse · POST /v1/households/{id}/unmask: UnmaskRequest → UnmaskResponse ·
 * GET /v1/alerts/{id} → AlertResponse · POST /v1/alerts/{id}/ACTION → Alert · every error → Problem ·
 * what-if, catalogues, registry, quality and accounts: types-analysis.ts
 */
import type * as z from 'zod';
import type * as schemas from './schemas.ts';
import type * as alerts from './schemas/alerts.ts';
import type * as common from './schemas/common.ts';
import type * as dossier from './schemas/dossier.ts';
import type * as identities from './schemas/identities.ts';
import type * as recommendations from './schemas/recommendations.ts';
import type * as session from './schemas/session.ts';

/** One of the four warning bands. */
export type Band = z.infer<typeof common.band>;
/** Why a score is what it is. */
export type Reason = z.infer<typeof schemas.reason>;
/** Which model. */
export type ModelSummary = z.infer<typeof common.modelSummary>;
/** One row of the ranked list. */
export type RankedHousehold = z.infer<typeof schemas.rankedHousehold>;
/** Query of GET /v1/scores; every member may be left out. */
export type ScoresQuery = Partial<z.infer<typeof schemas.scoresQuery>>;
/** A page of the ranked list. */
export type ScoresResponse = z.infer<typeof schemas.scoresResponse>;
/** The whole list at a glance: bands, areas, number scored. */
export type OverviewResponse = z.infer<typeof schemas.overviewResponse>;
/** An income source with its wording. */
export type IncomeSource = z.infer<typeof schemas.incomeSource>;
/** One period of a household's history. */
export type HouseholdPeriod = z.infer<typeof schemas.householdPeriod>;
/** One household: score, all reasons, history, neighbours in the list. */
export type HouseholdResponse = z.infer<typeof schemas.householdResponse>;
/** A household of a county as the ledger knows it: score, members, events, signals, alerts. */
export type DossierResponse = z.infer<typeof dossier.dossierResponse>;
/** What assistance fits a household, by the rules. */
export type RecommendationsResponse = z.infer<typeof recommendations.recommendationsResponse>;
/** Body of POST /v1/households/{id}/unmask. */
export type UnmaskRequest = z.input<typeof identities.unmaskRequest>;
/** Names and numbers of a household's members. */
export type UnmaskResponse = z.infer<typeof identities.unmaskResponse>;
/** Body of POST /v1/score. */
export type ScoreRequest = z.input<typeof schemas.scoreRequest>;
/** One scored household of the answer. */
export type ScoredHousehold = z.infer<typeof schemas.scoredHousehold>;
/** Answer of POST /v1/score. */
export type ScoreResponse = z.infer<typeof schemas.scoreResponse>;
/** A feature as a person reads it. */
export type FeatureTitle = z.infer<typeof schemas.featureTitle>;
/** What the current model is. */
export type ModelResponse = z.infer<typeof schemas.modelResponse>;
/** Body of POST /v1/session. */
export type SignInRequest = z.input<typeof session.signInRequest>;
/** Who is signed in. */
export type SessionResponse = z.infer<typeof session.sessionResponse>;
/** One alert. */
export type Alert = z.infer<typeof alerts.alert>;
/** A page of alerts. */
export type AlertsResponse = z.infer<typeof alerts.alertsResponse>;
/** One alert with evidence, visits and history. */
export type AlertResponse = z.infer<typeof alerts.alertResponse>;
/** RFC 9457 problem details. */
export type Problem = z.infer<typeof schemas.problem>;
