import { RULE, SOFT } from '../../../io/page/draw.ts';
import { STYLE } from '../../../io/page/style.ts';

/** Colours of the lights; a sign and a word stand beside each. */
export const lightColours = { good: '#1b7f4b', fair: '#b45309', poor: '#b3261e', unknown: SOFT } as const;

/** The common style and what the quality report adds. */
export const QUALITY_STYLE = `${STYLE}
.light{display:inline-block;min-width:6.2em;padding:1px 9px;border-radius:3px;color:#fff;font-weight:600;text-align:left;white-space:nowrap;print-color-adjust:exact;-webkit-print-color-adjust:exact}
${Object.entries(lightColours)
  .map(
    ([light, colour]) => `.light.${light}{background:${colour}} .fact.${light}{border-top-color:${colour}}`,
  )
  .join('\n')}
table.departments td,table.departments th{padding:6px 7px}
table.departments :is(td,th):nth-child(2){text-align:left}
table.asks th,table.checks th:not(:nth-child(2)),table.gaps th:not(:last-child){text-align:left}
td.words{text-align:left;white-space:normal} td.words .en{display:block}
td.weak{color:${lightColours.poor};font-weight:700} td.weak::after{content:" ▼"}
.scorebar{display:inline-block;width:84px;height:9px;background:${RULE};vertical-align:middle;margin-left:6px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.scorebar i{display:block;height:100%}
table.trends td{white-space:nowrap} table.trends b{display:inline-block;min-width:5.5em;text-align:right}
table.trends td span{display:inline-block;min-width:4.2em;margin-left:8px;text-align:left;font-size:12.5px}
.spark{vertical-align:middle;margin-right:4px} .same{color:${SOFT}} .better{color:${lightColours.good}} .worse{color:${lightColours.poor};font-weight:600}
.headline{font-size:19px;line-height:1.6;margin:10px 0 2px}
.urgent{font-weight:700;color:${lightColours.poor}}
@media print{.light{min-width:0} table.departments{font-size:7.6pt} .scorebar{width:40px}}`;
