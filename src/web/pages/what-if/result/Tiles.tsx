import type { WhatIfResult } from '../../../../api/types-analysis.ts';
import { formatCount, formatPercent } from '../../../format/numbers.ts';
import { aYear, formatChange, formatYuan, withSign } from '../../../format/yuan.ts';
import { usePreferences } from '../../../hooks/use-preferences.ts';
import { useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

/** What happens under one assumption of take-up. */
export type Outcome = WhatIfResult['full_take_up'];

/** The four figures asked first: caseload, a year's cost, who gains, who loses. */
export function Tiles({ outcome, households }: { readonly outcome: Outcome; readonly households: number }) {
  const text = useWords(whatIfZh, whatIfEn);
  const { language } = usePreferences();
  const { caseload, cost_fen_month: cost, deciles } = outcome;
  const money = (fen: number): string => formatYuan(aYear(fen), language);
  const caseloadChange = caseload.after - caseload.before;
  return (
    <div className="tiles">
      <Tile
        name={text.caseload}
        figure={text.householdsOf(formatCount(caseload.after))}
        change={caseloadChange === 0 ? text.noChange : formatChange(caseloadChange)}
        note={`${text.baseline} ${formatCount(caseload.before)}`}
      />
      <Tile
        name={text.cost}
        figure={money(cost.after)}
        change={
          cost.after === cost.before
            ? text.noChange
            : withSign(cost.after - cost.before, (size) => money(size))
        }
        note={`${text.baseline} ${money(cost.before)}`}
      />
      <Sum
        name={text.winners}
        hint={text.winnersHint}
        counts={deciles.map((one) => one.winners)}
        {...{ households }}
      />
      <Sum
        name={text.losers}
        hint={text.losersHint}
        counts={deciles.map((one) => one.losers)}
        {...{ households }}
      />
    </div>
  );
}

interface SumProps {
  readonly name: string;
  readonly hint: string;
  readonly counts: readonly (number | null)[];
  readonly households: number;
}

/** Households of all tenths together; at least so many where a tenth is too small to be told. */
function Sum({ name, hint, counts, households }: SumProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const known = counts.flatMap((one) => one ?? []);
  const isWhole = known.length === counts.length;
  const sum = known.reduce((total, one) => total + one, 0);
  const count = text.householdsOf(formatCount(sum));
  return (
    <Tile
      name={name}
      figure={isWhole ? count : sum > 0 ? text.atLeast(count) : text.hiddenShort}
      change={isWhole && households > 0 ? text.ofHouseholds(formatPercent(sum / households)) : ''}
      note={hint}
    />
  );
}

interface TileProps {
  readonly name: string;
  readonly figure: string;
  readonly change: string;
  readonly note: string;
}

function Tile({ name, figure, change, note }: TileProps) {
  return (
    <div className="tile">
      <span className="tile-name">{name}</span>
      <span className="tile-figure">{figure}</span>
      <span className="tile-change">{change}</span>
      <span className="muted">{note}</span>
    </div>
  );
}
