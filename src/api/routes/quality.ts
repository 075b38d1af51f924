import * as z from 'zod';
import { renderQuality } from '../../ledger/quality/page/render-quality.ts';
import type { DepartmentQuality, ScorePart } from '../../ledger/quality/schema.ts';
import { departmentWords, lightWords, partWords, problemWords } from '../../ledger/quality/words.ts';
import { servedQuality, type ServedQuality } from '../quality.ts';
import { qualityResponse } from '../schemas/quality.ts';
import { reportPolicy } from '../security.ts';
import type * as wire from '../types-analysis.ts';
import { commonProblems, type Api, type Sources } from './route.ts';

const tags = ['quality'];
/** Emptiest columns that are told of a department. */
const gapsTold = 20;

/** `GET /v1/quality`, `GET /v1/quality/report`: how good each department's data are, and what to ask of whom. */
export function addQualityRoutes(app: Api, sources: Sources): void {
  const quality = servedQuality(sources);
  app.get(
    '/v1/quality',
    {
      config: { access: 'quality' },
      schema: {
        operationId: 'getQuality',
        summary: '部门数据质量 / quality of the departments’ data',
        description:
          'Of the ledger behind the newest list; the first answer after a new one takes as long as measuring.',
        tags,
        response: { 200: qualityResponse, ...commonProblems },
      },
    },
    async () => answerOf(await quality()),
  );
  app.get(
    '/v1/quality/report',
    {
      config: { access: 'quality' },
      schema: {
        operationId: 'getQualityReport',
        summary: '质量报告（HTML） / the quality report',
        tags,
        response: {
          200: { description: 'One self-contained page', content: { 'text/html': { schema: z.string() } } },
          ...commonProblems,
        },
      },
    },
    async (_request, reply) => {
      const html = renderQuality((await quality()).report);
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', reportPolicy)
        .send(html);
    },
  );
}

function answerOf({ report, intake, givenBack }: ServedQuality): wire.QualityResponse {
  const { generation, knownUntil, score, rowsIn, loaded, quarantined, files } = report;
  return {
    ...{ generation, known_until: knownUntil, score, rows_in: rowsIn, loaded, quarantined, files },
    departments: report.departments.map(departmentOf),
    checks: report.checks.map(({ id, zh, en, remedyZh, remedyEn, kind, persons, departments }) => ({
      ...{ id, title: { zh, en }, remedy: { zh: remedyZh, en: remedyEn }, kind, persons },
      departments: Object.keys(departments),
    })),
    links: report.links,
    quarantine: givenBack.map(({ department, file, rows, path }) => {
      const codes = intake.files.find((one) => one.department === department && one.file === file);
      const counted = Object.entries(codes?.quarantinedByCode ?? {}).map(([code, n]) => ({ code, rows: n }));
      return {
        ...{ department, title: departmentWords(department), file, rows },
        reasons: counted.sort((a, b) => b.rows - a.rows).map(problemOf),
        given_back: path === null ? null : `lake/${path}`,
      };
    }),
    unclaimed: report.unclaimed,
    trend: report.trend.map(trendOf),
    report: '/v1/quality/report',
  };
}

function departmentOf(one: DepartmentQuality): wire.QualityResponse['departments'][number] {
  const { department, title, score, light, files, rowsIn, loaded, quarantined, parts, timeliness } = one;
  const { zh, en } = lightWords[light];
  const part = (name: ScorePart) => ({ part: name, title: partWords[name], score: parts[name] });
  return {
    ...{ department, title, score, light, light_words: { zh, en } },
    ...{ files, rows_in: rowsIn, loaded, quarantined },
    parts: [
      part('completeness'),
      part('validity'),
      part('uniqueness'),
      part('identity'),
      part('consistency'),
      part('timeliness'),
      part('steadiness'),
    ],
    filled_share: one.completeness.filledShare,
    gaps: one.completeness.gaps
      .slice(0, gapsTold)
      .map(({ file, column, filledShare }) => ({ file, column, filled_share: filledShare })),
    problems: one.validity.problems.map(problemOf),
    ...{ median_days: timeliness.medianDays, p90_days: timeliness.p90Days },
    months: timeliness.months.map(({ month, rows, medianDays, p90Days }) => ({
      ...{ month, rows, median_days: medianDays, p90_days: p90Days },
    })),
    breaks: one.volume.breaks,
    asks: one.asks,
  };
}

function problemOf({ code, rows }: { readonly code: string; readonly rows: number }) {
  return { code, title: problemWords(code), rows };
}

function trendOf(point: ServedQuality['report']['trend'][number]): wire.QualityResponse['trend'][number] {
  const { generation, files, rowsIn, quarantinedShare, intakeScore, departments } = point;
  return {
    ...{ generation, files, rows_in: rowsIn, quarantined_share: quarantinedShare, score: intakeScore },
    departments: Object.entries(departments).map(([department, own]) => ({
      ...{ department, rows_in: own.rowsIn, quarantined_share: own.quarantinedShare },
      ...{ score: own.intakeScore, median_days: own.medianDays },
    })),
  };
}
