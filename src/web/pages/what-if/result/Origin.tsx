import type { WhatIfJob, WhatIfResult } from '../../../../api/types-analysis.ts';
import { FactList } from '../../../components/FactList.tsx';
import { formatInstant } from '../../../format/instant.ts';
import { formatCount } from '../../../format/numbers.ts';
import { useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

/** What the figures stand on: dates, hashes, the scenario itself; the report and the tables. */
export function Origin({ job, result }: { readonly job: WhatIfJob; readonly result: WhatIfResult }) {
  const text = useWords(whatIfZh, whatIfEn);
  const { households, persons } = result;
  return (
    <section className="card" aria-labelledby="origin-title">
      <h2 id="origin-title">{text.origin}</h2>
      <Files job={job} />
      <FactList
        facts={[
          [text.originAsOf, result.as_of],
          [text.originRegion, result.region],
          [text.originPopulation, text.populationOf(formatCount(households), formatCount(persons))],
          [text.originGeneration, result.generation],
          [text.originLedger, result.ledger_manifest],
          [text.originScenario, result.scenario_hash],
          [text.originResult, result.result_manifest],
          [text.originBy, `${job.submitted_by}, ${formatInstant(job.submitted_at)}`],
        ]}
      />
      <p className="hint">{text.originNote}</p>
      <details>
        <summary>{text.scenarioText}</summary>
        <pre className="scenario-text">{JSON.stringify(job.scenario, null, 2)}</pre>
      </details>
    </section>
  );
}

function Files({ job: { links } }: { readonly job: WhatIfJob }) {
  const text = useWords(whatIfZh, whatIfEn);
  return (
    <p className="files">
      {links.report === null ? (
        <span className="muted">{text.noReport}</span>
      ) : (
        <a className="button" href={links.report}>
          {text.report}
        </a>
      )}
      {links.tables.map(({ name, href }) => (
        <a key={name} href={href} download={name}>
          {name}
        </a>
      ))}
    </p>
  );
}
