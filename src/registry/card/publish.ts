/**
 * Cards as files: HTML in both languages, Markdown in each.
 */
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { documentHtml, documentMarkdown } from '../../io/page/document.ts';
import { publishFolder } from '../../io/publish.ts';
import type { Generation } from '../../ledger/lake/generation.ts';
import { dataSheet } from './data-sheet.ts';
import { modelCard } from './model-card.ts';
import type { CardSubject } from './subject.ts';

/** Every file of the cards by name; no clock: the same bundle and roles give the same bytes. */
export function cardFiles(
  subject: CardSubject,
  generation: Generation | null,
): Readonly<Record<string, string>> {
  const card = modelCard(subject);
  const sheet = dataSheet(subject, generation);
  return {
    'model-card.html': documentHtml(card),
    'model-card.zh.md': `${frontMatter(subject)}${documentMarkdown(card, 'zh')}`,
    'model-card.en.md': `${frontMatter(subject)}${documentMarkdown(card, 'en')}`,
    'data-sheet.html': documentHtml(sheet),
    'data-sheet.zh.md': documentMarkdown(sheet, 'zh'),
    'data-sheet.en.md': documentMarkdown(sheet, 'en'),
  };
}

/** Publishes the cards as a folder with a manifest; cards published there before are replaced. */
export async function publishCards(
  out: string,
  subject: CardSubject,
  generation: Generation | null,
): Promise<string> {
  const path = resolve(out);
  const target = { parent: dirname(path), name: basename(path), replace: 'cards' };
  await publishFolder('cards', target, async (working) => {
    for (const [name, text] of Object.entries(cardFiles(subject, generation)))
      await writeFile(join(working, name), text);
    return { facts: { model: subject.id, manifest: subject.manifest.id } };
  });
  return path;
}

/** The metadata block of model hubs. */
function frontMatter({ id, model, evidence }: CardSubject): string {
  const metrics = evidence?.metrics.map(({ id: type, value }) => ({ type, value }));
  const meta = {
    license: 'apache-2.0',
    language: ['zh', 'en'],
    library_name: 'jiuzhu',
    pipeline_tag: 'tabular-classification',
    tags: [
      'social-assistance',
      'early-warning',
      ...new Set(model.stack.members.map((one) => one.model.family)),
    ],
    ...(metrics
      ? {
          'model-index': [
            {
              name: id,
              results: [
                {
                  task: { type: 'tabular-classification' },
                  dataset: { name: 'ledger of the bureau', type: 'private' },
                  metrics,
                },
              ],
            },
          ],
        }
      : {}),
  };
  return `---\n${stringify(meta)}---\n\n`;
}
