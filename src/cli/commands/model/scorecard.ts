import type { Command } from 'commander';
import { calibrate } from '../../../../models/calibration/calibrator.ts';
import { sigmoid } from '../../../../models/link.ts';
import { pointsCard } from '../../../../models/scorecard/points.ts';
import { JzError } from '../../../core/errors/index.ts';
import { writeAtomically } from '../../../io/files.ts';
import { documentHtml, documentMarkdown } from '../../../io/page/document.ts';
import { resolveModel } from '../../../registry/index.ts';
import { pointsDocument, type PointsSheet } from '../../../scoring/points-document.ts';
import { wordings } from '../../../scoring/words.ts';
import type { Terminal } from '../../io.ts';
import { readAnyModel, type AnyModel } from '../../model-files.ts';
import { registryCommand, type RegistryOptions } from './registry-command.ts';

interface ScorecardOptions extends RegistryOptions {
  readonly out?: string;
  readonly english?: true;
}

/** `jiuzhu model scorecard`: the card of points, to print and add up by hand. */
export function addModelScorecard(model: Command, terminal: Terminal): void {
  registryCommand(model, 'scorecard <id>', '评分卡：可手工加分，可打印 / a card of points to add up by hand')
    .option('--out <file>', '.html（可打印 / to print）, .md')
    .option('--english', 'text in English')
    .action((id: string, options: ScorecardOptions) => runScorecard(id, options, terminal));
}

async function runScorecard(id: string, options: ScorecardOptions, terminal: Terminal): Promise<void> {
  const { registry, out, json, english } = options;
  const sheet = sheetOf(await readAnyModel(await resolveModel(registry, id)), id);
  const document = pointsDocument(sheet);
  const markdown = documentMarkdown(document, english ? 'en' : 'zh');
  if (out !== undefined)
    await writeAtomically(out, out.endsWith('.html') ? documentHtml(document) : markdown);
  if (json) terminal.data(JSON.stringify({ id, out: out ?? null, ...sheet.card }));
  else terminal.data(out === undefined ? markdown.trimEnd() : `已写入 ${out} / written`);
}

/** @throws JZ_MODEL_NO_SCORECARD */
function sheetOf(found: AnyModel, id: string): PointsSheet {
  const { stack } = found.model;
  const member = stack.members.find(({ model }) => model.family === 'scorecard');
  if (member?.model.family !== 'scorecard') throw new JzError('JZ_MODEL_NO_SCORECARD', { model: id });
  const isAlone = stack.members.length === 1;
  const calibrator = found.kind === 'household' ? found.model.calibrator : { kind: 'identity' as const };
  return {
    card: pointsCard(member.model),
    model: id,
    ...wordsOf(found),
    probability: (z) => (isAlone ? calibrate(calibrator, stack.intercept + member.weight * z) : sigmoid(z)),
    ...(isAlone ? {} : { note: PART }),
  };
}

const PART = {
  zh: '此卡只是模型的一部分：模型自己的概率还看其他部分，并经过校准。',
  en: 'This card is one part of the model, whose own probability rests on other parts too and is calibrated.',
};

function wordsOf(found: AnyModel): Pick<PointsSheet, 'title' | 'wording'> {
  if (found.kind === 'household') {
    const { label, catalogue } = found.model;
    return {
      title: { zh: `评分卡：${label.zh}`, en: `Scorecard: ${label.en}` },
      wording: wordings[catalogue](),
    };
  }
  const plain = (text: string) => ({ zh: text, en: text });
  return {
    title: { zh: `评分卡：${found.model.target}`, en: `Scorecard: ${found.model.target}` },
    wording: { featureTitle: plain, valueText: (_, value) => plain(String(Number(value.toPrecision(6)))) },
  };
}
