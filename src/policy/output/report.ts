/**
 * The answer as a caseworker reads it to the family: what, how much, by which article, why, what is missing.
 */
import { HOUSEHOLD } from '../engine/evaluate.ts';
import type { Policy } from '../engine/policy.ts';
import type { Ask } from '../explain/asks.ts';
import type { ClauseResult, Explanation, ItemResult } from '../explain/explain.ts';
import type { Step } from '../explain/steps.ts';
import { formatYuan, type Fen } from '../../core/units.ts';
import type { Law, Rule } from '../rules/rule.ts';
import type { Language } from '../text.ts';
import { isBool } from '../rules/ast.ts';
import { unitOfExpr } from '../engine/unit-of.ts';
import { checkLines, formula, outcomeWord, valueWord, type Words } from './describe.ts';

/** How much to write. */
export interface ReportOptions {
  readonly language: Language;
  /** Every item, also those plainly refused, with every clause and step. */
  readonly full: boolean;
}

/** Writes the whole answer as text. */
export function reportText(policy: Policy, explanation: Explanation, options: ReportOptions): string {
  const writer = new Writer(policy, explanation, options);
  return writer.lines().join('\n');
}

class Writer {
  private readonly policy: Policy;
  private readonly explanation: Explanation;
  private readonly options: ReportOptions;
  private readonly said = new Set<string>();

  constructor(policy: Policy, explanation: Explanation, options: ReportOptions) {
    this.policy = policy;
    this.explanation = explanation;
    this.options = options;
  }

  lines(): readonly string[] {
    const { items } = this.explanation;
    const kept = items.filter((item) => item.kept === 'met');
    const givenUp = items.filter((item) => item.entitled === 'met' && item.kept !== 'met');
    const near = items.filter((item) => item.isNearMiss);
    const open = items.filter((item) => item.entitled === 'unknown');
    const refused = items.filter((item) => item.entitled === 'missed' && !item.isNearMiss);
    return [
      this.head(),
      ...this.summary(kept),
      ...this.section('可以享受', 'Entitled to', kept, (item) => this.granted(item)),
      ...this.section('不可兼得，已择优', 'Given up for something better', givenUp, (item) =>
        this.forgone(item),
      ),
      ...this.section('差一点', 'Near misses', near, (item) => this.missed(item)),
      ...this.section('待核实', 'Undecided', open, (item) => this.undecided(item)),
      ...this.askLines(),
      ...(this.options.full
        ? this.section('不符合', 'Not entitled', refused, (item) => this.missed(item))
        : []),
    ];
  }

  private head(): string {
    const { snapshot, household } = this.explanation;
    const region =
      this.policy.catalogue.regionNames.get(snapshot.region)?.[this.options.language] ?? snapshot.region;
    const names = household.names.join(this.say('、', ', '));
    return `${household.id} · ${region} · ${snapshot.date} · ${names}`;
  }

  /** What it comes to, for the first sentence. */
  private summary(kept: readonly ItemResult[]): readonly string[] {
    const total = (unit: ItemResult['unit']): number =>
      kept
        .filter((item) => item.unit === unit)
        .reduce((sum, item) => sum + (unit === null ? 1 : (item.amount ?? 0)), 0);
    const parts = (
      [
        ['fen_month', '每月合计', 'each month'],
        ['fen_year', '每年合计', 'each year'],
        ['fen', '一次性至多', 'once, up to'],
      ] as const
    )
      .filter(([unit]) => total(unit) > 0)
      .map(
        ([unit, zh, en]) => `${this.say(zh, en)} ${formatYuan(total(unit) as Fen)} ${this.say('元', 'yuan')}`,
      );
    const others = total(null);
    if (others > 0)
      parts.push(this.say(`身份、减免、服务 ${others} 项`, `${others} statuses, waivers and services`));
    if (parts.length === 0)
      return [this.say('现有材料下没有可以享受的救助。', 'On these facts there is no assistance.')];
    return [
      this.say(
        `可以享受 ${kept.length} 项：${parts.join('；')}。`,
        `Entitled to ${kept.length} items: ${parts.join('; ')}.`,
      ),
    ];
  }

  private section(
    zh: string,
    en: string,
    items: readonly ItemResult[],
    write: (item: ItemResult) => readonly string[],
  ): readonly string[] {
    if (items.length === 0) return [];
    return [
      '',
      `${this.say('【', '== ')}${this.say(zh, en)}${this.say('】', ' ==')}`,
      ...items.flatMap(write),
    ];
  }

  private granted(result: ItemResult): readonly string[] {
    const clauses = result.clauses.flatMap((clause) => this.clauseLines(clause, result));
    return [
      `● ${this.titleOf(result)}${this.amountOf(result)}`,
      ...clauses,
      ...this.shownWith(result),
      ...this.stepLines(result),
    ];
  }

  private shownWith(result: ItemResult): readonly string[] {
    const person = (rule: Rule | undefined): number =>
      rule?.level === 'household' ? HOUSEHOLD : result.person;
    return (this.policy.graph.shown_with[result.item.id] ?? []).flatMap((id) => {
      const rule = this.policy.rules.get(id);
      const value = this.explanation.at.rule(id, person(rule));
      if (value === 0) return [];
      const cited = rule?.law.map((law) => this.lawOf(law)).join('；') ?? '';
      return [
        `   · ${rule?.title[this.options.language] ?? id}：${valueWord(value, rule?.unit ?? 'flag', this.options.language)}  [${cited}]`,
      ];
    });
  }

  private forgone(result: ItemResult): readonly string[] {
    const winners = result.givenUpFor.map(
      (id) => this.policy.items.find((item) => item.id === id)?.title[this.options.language] ?? id,
    );
    const why = winners.length > 0 ? `${this.say('，因已享受', '; given up for ')}${winners.join('、')}` : '';
    return [`● ${this.titleOf(result)}${this.amountOf(result)}${why}`];
  }

  private missed(result: ItemResult): readonly string[] {
    const clauses = result.clauses.filter((clause) => clause.outcome !== 'met');
    return [`○ ${this.titleOf(result)}`, ...clauses.flatMap((clause) => this.clauseLines(clause, result))];
  }

  private undecided(result: ItemResult): readonly string[] {
    const asks = result.asks.slice(0, this.options.full ? undefined : 4).map((ask) => this.askOf(ask));
    const more = result.asks.length > asks.length ? this.say(' 等', ' …') : '';
    return [
      `? ${this.titleOf(result)}${this.say('：需要知道 ', ': needs ')}${asks.join(this.say('；', '; '))}${more}`,
    ];
  }

  private askLines(): readonly string[] {
    const { asks } = this.explanation;
    if (asks.length === 0) return [];
    return ['', this.say('【需要问清】', '== To ask =='), ...asks.map((ask) => `- ${this.askOf(ask)}`)];
  }

  private askOf(ask: Ask): string {
    const who = ask.person === HOUSEHOLD ? this.say('家庭', 'household') : this.nameOf(ask.person);
    return `${who}：${ask.fact.title[this.options.language]}`;
  }

  private clauseLines(result: ClauseResult, item: ItemResult): readonly string[] {
    const words = this.words(item.person);
    const title = result.clause.title[this.options.language];
    const head = `   · ${title} → ${outcomeWord(result.outcome, this.options.language)}  [${this.lawOf(result.clause.law)}]`;
    const lines = checkLines(result.check, words);
    const isMet = result.outcome === 'met' && !this.options.full;
    const isPlain =
      isMet && (result.check.kind === 'rule' || lines.every((line) => line.startsWith(`${title} →`)));
    return isPlain ? [head] : [head, ...lines.map((line) => `       ${line}`)];
  }

  private stepLines(result: ItemResult): readonly string[] {
    const steps = result.steps.filter(
      (step) =>
        (result.person === HOUSEHOLD || step.person === HOUSEHOLD || step.person === result.person) &&
        (this.options.full || this.isWorthSaying(step)),
    );
    for (const name of ['amount', 'payable']) this.said.add(`${result.item.id}.${name} ${result.person}`);
    if (steps.length === 0) return [];
    const cited = result.item.amount ? `  [${this.lawOf(result.item.amount.law)}]` : '';
    return [`   ${this.say('计算', 'calculation')}${cited}`, ...steps.flatMap((step) => this.stepLine(step))];
  }

  /** Not what is nought, nor what was worked out for an item before. */
  private isWorthSaying({ rule, person, value, expr }: Step): boolean {
    if (rule === null) return true;
    const key = `${rule.id} ${person}`;
    if (value === 0 || this.said.has(key)) return false;
    this.said.add(key);
    return expr.op !== 'param' && expr.op !== 'ref';
  }

  /** Where a parameter comes from is said once. */
  private isNews(parameter: string): boolean {
    if (this.options.full) return true;
    const isNew = !this.said.has(parameter);
    this.said.add(parameter);
    return isNew;
  }

  private stepLine(step: Step): readonly string[] {
    if (isBool(step.expr)) return [];
    const words = { ...this.words(step.person), withValues: !this.options.full };
    const unit = step.rule?.unit ?? unitOfExpr(step.expr, this.policy);
    const value = valueWord(step.value, unit, this.options.language);
    const name = step.rule?.title[this.options.language] ?? this.say('应发', 'payable');
    const whose = step.person === HOUSEHOLD || step.rule === null ? '' : `（${this.nameOf(step.person)}）`;
    const inputs = [
      ...step.parameters
        .filter((parameter) => this.isNews(parameter.parameter.id))
        .map((parameter) => {
          const from = parameter.entry
            ? `${this.say('自', 'from ')}${parameter.entry.from}`
            : this.say('假设', 'assumed');
          const check =
            parameter.entry && !parameter.isVerified ? this.say('，未核实', ', not verified') : '';
          const shown = this.options.full
            ? ` ${valueWord(parameter.value, parameter.parameter.unit, this.options.language)}`
            : '';
          return `${parameter.parameter.title[this.options.language]}${shown}（${from}${check}）`;
        }),
      ...step.facts
        .filter((fact) => this.options.full && fact.value !== 0)
        .map(
          (fact) =>
            `${fact.fact.title[this.options.language]} ${valueWord(fact.value, fact.fact.unit, this.options.language)}`,
        ),
    ];
    const read = inputs.length > 0 ? `；${inputs.join('；')}` : '';
    const worked = formula(step.expr, words);
    return [`       ${name}${whose} = ${worked}${worked.endsWith(` ${value}`) ? '' : ` = ${value}`}${read}`];
  }

  private titleOf(result: ItemResult): string {
    const who = result.person === HOUSEHOLD ? '' : `${this.nameOf(result.person)}：`;
    return `${who}${result.item.title[this.options.language]}（${result.item.department[this.options.language]}）`;
  }

  private amountOf(result: ItemResult): string {
    if (result.unit === null) return '';
    const ceiling = result.item.isCeiling ? this.say('至多 ', 'up to ') : '';
    return `${this.say('：', ': ')}${ceiling}${valueWord(result.amount, result.unit, this.options.language)}`;
  }

  private lawOf(law: Law): string {
    const title = this.policy.catalogue.documents[law.source]?.title[this.options.language] ?? law.source;
    return `${title} ${law.article}`;
  }

  private nameOf(person: number): string {
    return this.explanation.household.names[person] ?? `#${person + 1}`;
  }

  private words(person: number): Words {
    const deepest = this.options.full ? Number.POSITIVE_INFINITY : 1;
    return { book: this.policy, language: this.options.language, at: this.explanation.at, person, deepest };
  }

  private say(zh: string, en: string): string {
    return this.options.language === 'zh' ? zh : en;
  }
}
