import type { Ref } from 'react';
import type { RankedHousehold } from '../../../api/types.ts';
import { useText } from '../../hooks/use-text.ts';
import { HouseholdRow } from './HouseholdRow.tsx';

interface RankedTableProps {
  readonly households: readonly RankedHousehold[];
  readonly table: Ref<HTMLTableElement>;
}

/** Households in the order of rank; on a narrow screen each row becomes a small card. */
export function RankedTable({ households, table }: RankedTableProps) {
  const text = useText();
  return (
    <table className="ranked" ref={table}>
      <caption className="visually-hidden">{text.listTitle}</caption>
      <thead>
        <tr>
          <th scope="col" className="col-rank">
            {text.columnRank}
          </th>
          <th scope="col" className="col-band">
            {text.columnBand}
          </th>
          <th scope="col" className="col-household">
            {text.columnHousehold}
          </th>
          <th scope="col" className="col-area">
            {text.columnArea}
          </th>
          <th scope="col">{text.columnProbability}</th>
          <th scope="col">{text.columnReasons}</th>
        </tr>
      </thead>
      <tbody>
        {households.map((household) => (
          <HouseholdRow key={household.household_id} household={household} />
        ))}
      </tbody>
    </table>
  );
}
