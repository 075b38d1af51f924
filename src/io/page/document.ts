/**
 * A document of sections in two languages: one HTML page that works offline and prints, or Markdown in one language.
 */
import { STYLE } from './style.ts';
import { both, escapeHtml, paragraphs, type Words } from './text.ts';

/** A table cell: words, or text that is the same in both languages. */
export type Cell = Words | string;

/** A piece of a section. */
export type Block =
  | { readonly kind: 'text'; readonly words: Words }
  | { readonly kind: 'list'; readonly items: readonly Words[] }
  | {
      readonly kind: 'table';
      readonly head: readonly Cell[];
      readonly rows: readonly (readonly Cell[])[];
      readonly note?: Words;
    }
  | { readonly kind: 'picture'; readonly svg: string; readonly words: Words }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: Words, value: Cell])[] };

/** A section with its heading; `level` 3 is a part of the section before. */
export interface Section {
  readonly title: Words;
  readonly level?: 2 | 3;
  readonly blocks: readonly Block[];
}

/** A document. */
export interface Document {
  readonly title: Words;
  readonly lead: Words;
  readonly sections: readonly Section[];
}

/** The page: Chinese first, English beside it. */
export function documentHtml({ title, lead, sections }: Document): string {
  return `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title.zh)} ${escapeHtml(title.en)}</title>
<style>${STYLE}</style></head><body><main>
<header><h1>${both(title)}</h1>${paragraphs(lead)}</header>
${sections.map(sectionHtml).join('\n')}
</main></body></html>
`;
}

/** One section as HTML, for pages made elsewhere. */
export function sectionHtml({ title, level = 2, blocks }: Section): string {
  return `<section><h${level}>${both(title)}</h${level}>
${blocks.map(blockHtml).join('\n')}</section>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return paragraphs(block.words);
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${both(item)}</li>`).join('')}</ul>`;
    case 'picture':
      return `<figure>${block.svg}<figcaption>${paragraphs(block.words)}</figcaption></figure>`;
    case 'facts':
      return `<dl>${block.facts.map(([name, value]) => `<dt>${both(name)}</dt><dd>${cellHtml(value)}</dd>`).join('')}</dl>`;
    case 'table':
      return `<div class="scroll"><table><thead><tr>${block.head.map((cell) => `<th scope="col">${cellHtml(cell)}</th>`).join('')}</tr></thead>
<tbody>${block.rows.map(rowHtml).join('\n')}</tbody>${block.note ? `<caption>${both(block.note)}</caption>` : ''}</table></div>`;
  }
}

function rowHtml([first = '', ...rest]: readonly Cell[]): string {
  return `<tr><th scope="row">${cellHtml(first)}</th>${rest.map((cell) => `<td>${cellHtml(cell)}</td>`).join('')}</tr>`;
}

function cellHtml(cell: Cell): string {
  return typeof cell === 'string' ? escapeHtml(cell) : both(cell);
}

/** The document in one language; pictures are named only. */
export function documentMarkdown({ title, lead, sections }: Document, language: 'zh' | 'en'): string {
  const say = (cell: Cell): string => markdownText(typeof cell === 'string' ? cell : cell[language]);
  const body = sections.flatMap(({ title: heading, level = 2, blocks }) => [
    `${'#'.repeat(level)} ${say(heading)}`,
    ...blocks.map((block) => blockMarkdown(block, say)),
  ]);
  return `${[`# ${say(title)}`, say(lead), ...body].join('\n\n')}\n`;
}

function blockMarkdown(block: Block, say: (cell: Cell) => string): string {
  switch (block.kind) {
    case 'text':
      return say(block.words);
    case 'list':
      return block.items.map((item) => `- ${say(item)}`).join('\n');
    case 'picture':
      return `*${say(block.words)}*`;
    case 'facts':
      return block.facts.map(([name, value]) => `- ${say(name)}: ${say(value)}`).join('\n');
    case 'table': {
      const line = (cells: readonly Cell[]): string => `| ${cells.map(say).join(' | ')} |`;
      const rule = `|${block.head.map((_, j) => (j === 0 ? '---' : '---:')).join('|')}|`;
      const note = block.note ? `\n\n*${say(block.note)}*` : '';
      return `${[line(block.head), rule, ...block.rows.map(line)].join('\n')}${note}`;
    }
  }
}

/** Text that Markdown takes literally, on one line. */
function markdownText(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[\\|*_`<>[\]]/g, String.raw`\$&`);
}
