import type { DossierResponse } from '../../../api/types.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { useWording } from '../../hooks/use-text.ts';
import { memberName } from './member-name.ts';
import { useHouseholdText } from './use-household-text.ts';

type EvidenceRow = DossierResponse['signals'][number]['evidence'][number];

interface EvidenceTableProps {
  readonly rows: readonly EvidenceRow[];
  readonly members: DossierResponse['members'];
  readonly label: string;
}

/** Records of the departments, with where each came from. */
export function EvidenceTable({ rows, members, label }: EvidenceTableProps) {
  const text = useHouseholdText();
  return (
    <div className="scroll" data-own-keys tabIndex={0} role="group" aria-label={label}>
      <table className="evidence">
        <thead>
          <tr>
            <th scope="col">{text.evidence.on}</th>
            <th scope="col">{text.evidence.table}</th>
            <th scope="col">{text.evidence.content}</th>
            <th scope="col">{text.evidence.known}</th>
            <th scope="col">{text.evidence.source}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <EvidenceLine key={i} row={row} members={members} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EvidenceLine({
  row,
  members,
}: {
  readonly row: EvidenceRow;
  readonly members: EvidenceTableProps['members'];
}) {
  const text = useHouseholdText();
  const wording = useWording();
  const { language } = usePreferences();
  return (
    <tr>
      <th scope="row">{row.on}</th>
      <td>{wording(row.table)}</td>
      <td>
        {row.person_id === null ? null : <strong>{memberName(row.person_id, members, text)} </strong>}
        {row.cells.map((cell) => (
          <span key={cell.column} className="cell">
            <span className="muted">{wording(cell)}</span> {language === 'en' ? cell.value_en : cell.value_zh}
          </span>
        ))}
      </td>
      <td>{row.known_on}</td>
      <td className="muted">
        {wording(row.source.department)} · {text.row(row.source.file, String(row.source.row))}
      </td>
    </tr>
  );
}
