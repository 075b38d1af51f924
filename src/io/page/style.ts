import { ALERT, CHAMPION, FONTS, INK, RULE, SOFT } from './draw.ts';

/** The page's only style sheet: screen and paper, nothing fetched. */
export const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#f4f6f8;color:${INK};font:15px/1.65 ${FONTS}}
main{max-width:1080px;margin:0 auto;padding:28px 36px 48px;background:#fff}
header{border-bottom:3px solid ${CHAMPION};padding-bottom:14px;margin-bottom:20px}
h1{font-size:26px;line-height:1.3;margin:0 0 2px}
h2{font-size:19px;margin:36px 0 6px;padding-left:10px;border-left:5px solid ${CHAMPION};line-height:1.4}
h3{font-size:16px;margin:22px 0 4px}
h1 .en,h2 .en,h3 .en{font-weight:400;font-size:.72em;margin-left:.5em}
p{margin:4px 0}
.en{color:${SOFT}}
[lang=en]{font-family:'Segoe UI','Helvetica Neue',Arial,'Noto Sans',${FONTS}}
p.en{font-size:13.5px;line-height:1.5}
.facts{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;margin:18px 0 8px}
.fact{border:1px solid ${RULE};border-top:4px solid ${CHAMPION};padding:10px 12px}
.fact b{display:block;font-size:27px;line-height:1.25;font-variant-numeric:tabular-nums}
.fact .en{display:block;font-size:12.5px}
.fact small{display:block;color:${SOFT};font-size:12.5px}
figure{margin:14px 0;break-inside:avoid}
figure svg{display:block;max-width:100%;height:auto;margin:0 auto}
figcaption{max-width:60em;margin:6px auto 0}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:20px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:10px 0;font-size:14px;font-variant-numeric:tabular-nums}
caption{caption-side:bottom;text-align:left;color:${SOFT};font-size:12.5px;padding-top:6px}
th,td{padding:6px 8px;border-bottom:1px solid ${RULE};text-align:right;vertical-align:top;white-space:nowrap}
th:first-child,td:first-child{text-align:left;white-space:normal}
thead th{border-bottom:2px solid ${INK};vertical-align:bottom;line-height:1.35;font-weight:600}
th .en,td .en{display:block;font-weight:400;font-size:12px;line-height:1.3}
td small{display:block;color:${SOFT};font-size:11.5px;line-height:1.3}
tr.champion td,tr.champion th{background:#eaf1f8}
tr.champion th::before{content:"★ ";color:${CHAMPION}}
tbody th{font-weight:600}
.none{color:${SOFT}}
.bar{position:relative;display:inline-block;width:170px;height:14px;background:#eef1f4;vertical-align:middle;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.bar i{position:absolute;left:0;top:0;bottom:0;background:#7fa6c9}
.bar s{position:absolute;top:-3px;bottom:-3px;width:2px;background:${INK}}
.low{color:${ALERT};font-weight:600}
.caveats{border:1px solid ${RULE};border-left:5px solid ${ALERT};padding:10px 16px;margin:16px 0}
.caveats ul{margin:4px 0;padding-left:1.2em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 18px;font-size:13px;margin:8px 0}
dt{color:${SOFT}} dd{margin:0;overflow-wrap:anywhere}
@media screen and (max-width:760px){main{padding:16px}.facts{grid-template-columns:1fr 1fr}.pair{grid-template-columns:1fr}}
@media print{
 @page{size:A4;margin:14mm}
 body{background:#fff;font-size:10.5pt}
 main{max-width:none;padding:0}
 h2,h3{break-after:avoid} table,.fact,.caveats{break-inside:avoid} tr{break-inside:avoid}
 .pair{display:block}
 table{font-size:8.5pt} th,td{padding:3px 5px} th .en,td .en,td small{font-size:7.5pt}
 tr.champion td,tr.champion th{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}`;
