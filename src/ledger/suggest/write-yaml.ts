/**
 * A proposal as the text of a mapping file, each guess with its reason beside it.
 */
import { Document, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { SURE, sourceOf, type Note, type Plain, type Proposal } from './proposal.ts';

/** What stands above the source. */
export interface MappingHead {
  readonly title: string;
  /** Practice data: numbers of area 99. */
  readonly synthetic: boolean;
  /** Lines of comment at the top. */
  readonly comments: readonly Note[];
}

/** The text of a mapping with one source. */
export function mappingText(proposal: Proposal, head: MappingHead): string {
  const mapping: Plain = {
    mapping: 1,
    title: head.title,
    currency: 'CNY',
    ...(head.synthetic ? { synthetic: true } : {}),
    sources: [sourceOf(proposal)],
  };
  const document = new Document(mapping, { aliasDuplicateObjects: false });
  document.commentBefore = [...head.comments, ...proposal.todo.map(todo)].map(comment).join('\n');
  for (const { name, confidence, why, todo: open } of proposal.columns) {
    const node = document.getIn(['sources', 0, 'columns', name], true) as Node | undefined;
    if (!node) continue;
    const percent = `${Math.floor(100 * Math.min(1, confidence))} %`;
    const mark = open.length > 0 || confidence < SURE ? ' TODO' : '';
    const notes = open.map(({ zh, en }) => `；${zh} / ${en}`).join('');
    node.comment = `${mark} ${percent}：${why.zh} / ${why.en}${notes}`;
  }
  flatten(document, 'columns');
  for (const part of ['persons', 'households', 'rows', 'observations']) flatten(document, part);
  for (const key of ['unique', 'occurred_on', 'recorded_at', 'delivered_on'])
    flow(document.getIn(['sources', 0, key], true));
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Members of members on one line each; maps of many words one word a line. */
function flatten(document: Document, part: string): void {
  const node = document.getIn(['sources', 0, part], true);
  if (isSeq(node)) for (const item of node.items) flattenRow(item);
  else if (isMap(node)) for (const pair of node.items) flattenValue(pair);
}

function flattenRow(row: unknown): void {
  if (!isMap(row)) return;
  for (const { key, value } of row.items)
    if (isScalar(key) && key.value === 'columns' && isMap(value))
      for (const { value: field } of value.items) flow(field);
    else flow(value);
}

function flattenValue({ value }: Pair): void {
  if (!isMap(value)) return;
  const words = value.get('values');
  if (isMap(words) && words.items.length > 6) return;
  flow(value);
}

function flow(node: unknown): void {
  if (isMap(node) || isSeq(node)) node.flow = true;
}

function todo({ zh, en }: Note): Note {
  return { zh: `TODO ${zh}`, en };
}

function comment({ zh, en }: Note): string {
  return ` ${zh} / ${en}`;
}
