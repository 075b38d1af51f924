import { Button, Input, Select, type InputRef } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { OverviewResponse } from '../../../api/types.ts';
import { formatCount } from '../../format/numbers.ts';
import { useDelayed } from '../../hooks/use-delayed.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { usePlaceName } from '../../hooks/use-place-name.ts';
import { useText } from '../../hooks/use-text.ts';
import type { ListQuery } from './list-query.ts';

const typingPauseMs = 250;

interface FiltersProps {
  readonly areas: OverviewResponse['areas'];
  readonly query: ListQuery;
  readonly change: (part: Partial<ListQuery>) => void;
}

const codes = new Intl.Collator('en', { numeric: true });

function byAreaCode(a: { readonly area: string }, b: { readonly area: string }): number {
  return codes.compare(a.area, b.area);
}

/** Narrowing the list by area and by the beginning of a household's number; bands are chosen above. */
export function Filters({ areas, query, change }: FiltersProps) {
  const text = useText();
  const placeName = usePlaceName();
  const options = [...areas].sort(byAreaCode).map(({ area, households }) => ({
    value: area,
    label: text.areaOption(placeName(area), formatCount(households)),
  }));
  const narrowed = query.band !== null || query.area !== null || query.q !== '';
  return (
    <div role="search" className="filters" aria-label={text.filters}>
      <label htmlFor="filter-area">{text.filterArea}</label>
      <Select
        id="filter-area"
        className="filter-area"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={text.allAreas}
        options={options}
        value={query.area}
        onChange={(area: string | undefined) => {
          change({ area: area ?? null });
        }}
      />
      <SearchBox q={query.q} change={change} />
      {narrowed ? (
        <Button
          type="text"
          onClick={() => {
            change({ band: null, area: null, q: '' });
          }}
        >
          {text.clearFilters}
        </Button>
      ) : null}
      <p className="keyboard-help">{text.keyboardHelp}</p>
    </div>
  );
}

function SearchBox({ q, change }: { readonly q: string; readonly change: FiltersProps['change'] }) {
  const text = useText();
  const box = useRef<InputRef>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const apply = useCallback(
    (typed: string) => {
      change({ q: typed.trim() });
      setDraft(null);
    },
    [change],
  );
  const applyLater = useDelayed(apply, typingPauseMs);
  useKeys(useMemo(() => ({ '/': () => box.current?.focus() }), []));
  return (
    <>
      <label htmlFor="filter-id">{text.filterSearch}</label>
      <Input
        id="filter-id"
        ref={box}
        className="filter-id"
        allowClear
        maxLength={128}
        placeholder={text.searchPlaceholder}
        value={draft ?? q}
        onChange={(event) => {
          setDraft(event.target.value);
          applyLater(event.target.value);
        }}
      />
    </>
  );
}
