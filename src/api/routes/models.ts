import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { JzError } from '../../core/errors/index.ts';
import { cardFiles, trainingGeneration, type CardSubject } from '../../registry/index.ts';
import { registryReader, type Registered, type RegistryReader } from '../models.ts';
import { cardQuery, modelParams, modelsResponse, registeredModelResponse } from '../schemas/models.ts';
import { reportPolicy } from '../security.ts';
import type * as wire from '../types-analysis.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

type Evidence = NonNullable<CardSubject['evidence']>;

const tags = ['models'];
const errors = { 400: problems[400], 404: problems[404], ...commonProblems };
const page = (mediaType: string) => ({ [mediaType]: { schema: z.string() } });

/** `GET /v1/models`, `GET /v1/models/{id}` and its card, data sheet and drift page. */
export function addRegistryRoutes(app: Api, sources: Sources): void {
  const registry = registryReader(sources);
  app.get(
    '/v1/models',
    {
      config: { access: 'models' },
      schema: {
        operationId: 'listModels',
        summary: '模型登记：在用、影子、候选和推举记录 / the registry: champion, challenger, history',
        tags,
        response: { 200: modelsResponse, ...commonProblems },
      },
    },
    () => list(sources, registry),
  );
  app.get(
    '/v1/models/:id',
    {
      config: { access: 'models' },
      schema: {
        operationId: 'getModel',
        summary: '一个模型：指标、校准、公平 / one model with its evaluation',
        tags,
        params: modelParams,
        response: { 200: registeredModelResponse, ...errors },
      },
    },
    async (request) => one(sources, await registry.one(request.params.id)),
  );
  addDocuments(app, sources, registry);
}

function addDocuments(app: Api, sources: Sources, registry: RegistryReader): void {
  for (const [path, file, operationId, summary] of documents)
    app.get(
      `/v1/models/:id/${path}`,
      {
        config: { access: 'models' },
        schema: {
          operationId,
          summary,
          tags,
          params: modelParams,
          querystring: cardQuery,
          response: {
            200: {
              description: 'Page or Markdown',
              content: { ...page('text/html'), ...page('text/markdown') },
            },
            ...errors,
          },
        },
      },
      async (request, reply) => {
        const { form, language } = request.query;
        const files = cardFiles(...(await cardOf(sources, await registry.one(request.params.id))));
        const name = form === 'html' ? `${file}.html` : `${file}.${language}.md`;
        return form === 'html' ? html(reply, files[name] ?? '') : markdown(reply, files[name] ?? '');
      },
    );
  app.get(
    '/v1/models/:id/drift',
    {
      config: { access: 'models' },
      schema: {
        operationId: 'getModelDrift',
        summary: '漂移监测（HTML） / the drift report',
        description: 'What `jiuzhu monitor --out DATA/monitor/MODEL` wrote.',
        tags,
        params: modelParams,
        response: { 200: { description: 'One self-contained page', content: page('text/html') }, ...errors },
      },
    },
    async (request, reply) => {
      const { id } = await registry.one(request.params.id);
      const text = await readFile(driftFile(sources, id), 'utf8').catch(() => null);
      if (text === null) throw new JzError('JZ_REPORT_MISSING');
      return html(reply, text);
    },
  );
}

const documents = [
  ['card', 'model-card', 'getModelCard', '模型卡 / the model card'],
  ['data-sheet', 'data-sheet', 'getDataSheet', '数据说明 / the data sheet'],
] as const;

function html(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('content-security-policy', reportPolicy).send(text);
}

function markdown(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/markdown; charset=utf-8').send(text);
}

/** The ledger a model learned from need not be here any more. */
async function cardOf(
  { dataDirectory = '' }: Sources,
  subject: CardSubject,
): Promise<Parameters<typeof cardFiles>> {
  const lake = join(dataDirectory, 'lake');
  return [subject, await trainingGeneration(lake, subject).catch(() => null)];
}

function driftFile({ dataDirectory = '' }: Sources, id: string): string {
  return join(dataDirectory, 'monitor', id, 'report.html');
}

async function list(sources: Sources, registry: RegistryReader): Promise<wire.ModelsResponse> {
  const { entries, standing, models } = await registry.all();
  const holder = (held: (typeof standing)['champion']) =>
    held && { model: held.model, by: held.by, at: held.at, because: held.because };
  return {
    champion: holder(standing.champion),
    challenger: holder(standing.challenger),
    proposal: holder(standing.proposal),
    items: models.map((model) => registered(sources, model)),
    history: entries.map(({ seq, action, model, by, at, because, hash }) => ({
      ...{ number: seq, action, model, by, at, because, hash },
    })),
  };
}

function registered({ scorer }: Sources, model: Registered): wire.ModelsResponse['items'][number] {
  const base = { id: model.id, roles: [...model.roles], in_use: scorer.info.id === model.id };
  if ('damaged' in model)
    return {
      ...{ ...base, label: { zh: '已损坏，不可用', en: 'damaged, refused' }, families: [], features: 0 },
      ...{ trained_on: [], tested_on: [], metrics: {}, damaged: model.damaged },
    };
  const { stack, label, trainedOn, testedOn, metrics } = model.subject.model;
  return {
    ...{ ...base, label, families: stack.members.map(({ model: member }) => member.family) },
    ...{ features: stack.features.length, trained_on: [...trainedOn], tested_on: [...testedOn] },
    ...{ metrics: { ...metrics }, damaged: null },
  };
}

function one(sources: Sources, subject: CardSubject): wire.RegisteredModelResponse {
  const { id, roles, manifest, evidence } = subject;
  const model = registered(sources, { id, roles, subject });
  const generation = manifest.facts['generation'];
  const { reportFile } = sources;
  const hasReport = model.in_use && reportFile !== undefined && existsSync(reportFile);
  return {
    model,
    manifest: manifest.id,
    generation: typeof generation === 'string' ? generation : null,
    evaluation: evidence && evaluationOf(evidence),
    links: {
      ...{ card: `/v1/models/${id}/card`, data_sheet: `/v1/models/${id}/data-sheet` },
      report: hasReport ? '/v1/report' : null,
      drift: existsSync(driftFile(sources, id)) ? `/v1/models/${id}/drift` : null,
    },
  };
}

function evaluationOf(evidence: Evidence): NonNullable<wire.RegisteredModelResponse['evaluation']> {
  const { question, target, rows, households, positives, capacity, metrics, fairness } = evidence;
  return {
    ...{ question, target, rows, households, positives, capacity, metrics: [...metrics] },
    calibration: evidence.calibration.map(({ mean_p, rate, rate_low, rate_high, count }) => ({
      ...{ mean_p, rate, rate_low, rate_high, count },
    })),
    importance: [...evidence.importance],
    timeline: [...evidence.timeline],
    caveats: [...evidence.caveats],
    fairness: fairness.columns
      .filter(({ crossed }) => !crossed)
      .map(({ id, title, groups }) => ({ id, title, groups: groups.map(groupOf) })),
  };
}

function groupOf({
  name,
  rows,
  positives,
  rates,
  recall,
}: Evidence['fairness']['columns'][number]['groups'][number]) {
  const rate = ({ value, low, high, estimable }: typeof rates.tpr) => ({ value, low, high, estimable });
  return {
    ...{ name, rows, positives, recall: rate(rates.tpr), precision: rate(rates.precision) },
    ...{ difference: recall.difference, difference_low: recall.low, difference_high: recall.high },
    verdict: recall.verdict,
  };
}
