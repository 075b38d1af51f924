import type { QualityResponse } from '../../../api/types-analysis.ts';
import { qualityPath } from '../../api/analysis-paths.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useLocation } from '../../hooks/use-location.ts';
import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';
import { Checks } from './Checks.tsx';
import { DepartmentDetail } from './DepartmentDetail.tsx';
import { DepartmentList } from './DepartmentList.tsx';
import { FirstAsks } from './FirstAsks.tsx';
import { Headline } from './Headline.tsx';
import { LatenessByMonth } from './LatenessByMonth.tsx';
import { Notes } from './Notes.tsx';
import { Quarantine } from './Quarantine.tsx';
import { Trend } from './Trend.tsx';

/** The data team's page: whose data are good, whose are not, and what to ask for. */
export function QualityPage() {
  const text = useWords(qualityZh, qualityEn);
  const { value, failure, reload } = useResource<QualityResponse>(qualityPath);
  usePageTitle(text.title);
  return (
    <div className="page analysis">
      <div className="page-head">
        <div>
          <h1>{text.title}</h1>
          <p className="page-subtitle">{text.subtitle}</p>
        </div>
        {value === null ? null : (
          <a className="button" href={value.report}>
            {text.report}
          </a>
        )}
      </div>
      {failure === null ? null : <FailureNotice failure={failure} retry={reload} />}
      {value === null ? failure === null && <Loading rows={12} /> : <Body quality={value} />}
    </div>
  );
}

function Body({ quality }: { readonly quality: QualityResponse }) {
  const chosen = useLocation().searchParams.get('department');
  const { departments, trend } = quality;
  const open = departments.find(({ department }) => department === chosen) ?? departments[0];
  return (
    <>
      <Headline quality={quality} />
      <FirstAsks departments={departments} />
      <div className="departments">
        <DepartmentList departments={departments} trend={trend} open={open?.department ?? null} />
        {open === undefined ? null : <DepartmentDetail department={open} />}
      </div>
      <LatenessByMonth departments={departments} />
      <Checks checks={quality.checks} departments={departments} />
      <Quarantine rows={quality.quarantine} />
      <Trend trend={trend} />
      <Notes quality={quality} />
    </>
  );
}
