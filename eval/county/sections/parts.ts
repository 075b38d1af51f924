/**
 * Pieces the sections of a report are made of.
 */
import { both, paragraphs, type Words } from '../../../src/io/page/text.ts';

/** A section with its heading and a reading in plain words. */
export function section(title: Words, reading: Words, content: string): string {
  return `<section><h2>${both(title)}</h2>${paragraphs(reading)}${content}</section>`;
}

/** A table that scrolls where it is too wide; cells are HTML made safe by the caller. */
export function table(heads: readonly Words[], rows: readonly string[]): string {
  return `<div class="scroll"><table><thead><tr>${heads.map((words) => `<th scope="col">${both(words)}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

/** A row of a table. */
export function row(head: Words, cells: readonly string[], isChampion = false): string {
  return `<tr${isChampion ? ' class="champion"' : ''}><th scope="row">${both(head)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

/** A picture with what it says. */
export function picture(svg: string, reading: Words): string {
  return `<figure>${svg}<figcaption>${paragraphs(reading)}</figcaption></figure>`;
}
