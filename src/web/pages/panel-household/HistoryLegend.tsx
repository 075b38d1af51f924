import { useText } from '../../hooks/use-text.ts';

/** What the lines and bars of the income picture are. */
export function HistoryLegend() {
  const text = useText();
  return (
    <ul className="legend" aria-hidden="true">
      <li className="legend-income">{text.perCapitaIncome}</li>
      <li className="legend-median">{text.median}</li>
      <li className="legend-line">{text.povertyLine}</li>
      <li className="legend-members">{text.members}</li>
    </ul>
  );
}
