import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { Alert } from '../../../api/types.ts';
import { BandShape } from '../../components/BandShape.tsx';
import { formatCount } from '../../format/numbers.ts';
import { usePlaceName } from '../../hooks/use-place-name.ts';
import { useText } from '../../hooks/use-text.ts';
import { useSession } from '../../session/use-session.ts';
import { bandOrder, bandWord } from '../../theme/bands.ts';
import { alertsOf, scopes, type QueueQuery } from './queue-query.ts';
import { stages } from './urgency.ts';
import { useQueueText } from './use-queue-text.ts';

interface QueueFiltersProps {
  readonly alerts: readonly Alert[];
  readonly areas: readonly string[];
  readonly query: QueueQuery;
  readonly change: (part: Partial<QueueQuery>) => void;
}

/** Narrowing by whose, by step and limit, by level and by township; each button says how many it would show. */
export function QueueFilters({ alerts, areas, query, change }: QueueFiltersProps) {
  const text = useQueueText();
  const common = useText();
  const session = useSession();
  const count = (part: Partial<QueueQuery>) => alertsOf(alerts, { ...query, ...part }, session).length;
  return (
    <div role="search" className="queue-filters" aria-label={common.filters}>
      <Group label={text.scope}>
        {scopes.map((scope) => (
          <Choice
            key={scope}
            chosen={query.scope === scope}
            count={count({ scope })}
            choose={() => {
              change({ scope });
            }}
          >
            {text.scopes[scope]}
          </Choice>
        ))}
      </Group>
      <Group label={text.level}>
        {bandOrder.map((level) => (
          <Choice
            key={level}
            chosen={query.level === level}
            count={count({ level })}
            choose={() => {
              change({ level: query.level === level ? null : level });
            }}
          >
            <BandShape band={level} /> {bandWord(level, common)}
          </Choice>
        ))}
      </Group>
      <Group label={text.stage}>
        {stages.map((stage) => (
          <Choice
            key={stage}
            chosen={query.stage === stage}
            count={count({ stage })}
            choose={() => {
              change({ stage: query.stage === stage ? null : stage });
            }}
          >
            {text.stages[stage]}
          </Choice>
        ))}
      </Group>
      <AreaFilter areas={areas} query={query} change={change} count={count} />
    </div>
  );
}

interface AreaFilterProps extends Omit<QueueFiltersProps, 'alerts'> {
  readonly count: (part: Partial<QueueQuery>) => number;
}

function AreaFilter({ areas, query, change, count }: AreaFilterProps) {
  const text = useQueueText();
  const placeName = usePlaceName();
  const narrowed = query.stage !== null || query.level !== null || query.area !== null;
  return (
    <div className="queue-area">
      <label htmlFor="queue-area">{text.area}</label>
      <Select
        id="queue-area"
        className="filter-area"
        allowClear
        showSearch
        placeholder={text.allAreas}
        options={areas.map((area) => ({
          value: area,
          label: text.areaOption(placeName(area), formatCount(count({ area }))),
        }))}
        value={query.area}
        onChange={(area: string | undefined) => {
          change({ area: area ?? null });
        }}
      />
      {narrowed ? (
        <button
          type="button"
          className="button-small"
          onClick={() => {
            change({ stage: null, level: null, area: null });
          }}
        >
          {text.clear}
        </button>
      ) : null}
    </div>
  );
}

function Group({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="choices" role="group" aria-label={label}>
      <span className="choices-label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}

interface ChoiceProps {
  readonly chosen: boolean;
  readonly count: number;
  readonly choose: () => void;
  readonly children: ReactNode;
}

function Choice({ chosen, count, choose, children }: ChoiceProps) {
  return (
    <button type="button" className="filter-choice" aria-pressed={chosen} onClick={choose}>
      {children} <span className="filter-choice-count">{formatCount(count)}</span>
    </button>
  );
}
