import type { DossierResponse } from '../../../api/types.ts';
import { formatYuan } from '../../format/numbers.ts';
import { useWording } from '../../hooks/use-text.ts';
import { memberName } from './member-name.ts';
import { useHouseholdText } from './use-household-text.ts';

/** Every assistance on record: what, for whom, from when to when, how much. */
export function Grants({ dossier }: { readonly dossier: DossierResponse }) {
  const text = useHouseholdText();
  return (
    <section className="card" aria-labelledby="grants-title">
      <h2 id="grants-title">{text.grantsTitle}</h2>
      {dossier.grants.length === 0 ? (
        <p>{text.grantsNone}</p>
      ) : (
        <div className="scroll" data-own-keys tabIndex={0} role="group" aria-labelledby="grants-title">
          <table>
            <thead>
              <tr>
                <th scope="col">{text.grant.item}</th>
                <th scope="col">{text.grant.who}</th>
                <th scope="col">{text.grant.from}</th>
                <th scope="col">{text.grant.to}</th>
                <th scope="col" className="number">
                  {text.grant.amount}
                </th>
                <th scope="col" className="number">
                  {text.grant.total}
                </th>
                <th scope="col" className="number">
                  {text.grant.payments}
                </th>
              </tr>
            </thead>
            <tbody>
              {dossier.grants.map((grant, i) => (
                <GrantRow key={i} grant={grant} dossier={dossier} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface GrantRowProps {
  readonly grant: DossierResponse['grants'][number];
  readonly dossier: DossierResponse;
}

function GrantRow({ grant, dossier }: GrantRowProps) {
  const text = useHouseholdText();
  const wording = useWording();
  const last = grant.last_fen === null ? '–' : formatYuan(grant.last_fen);
  return (
    <tr>
      <th scope="row">{wording(grant.item)}</th>
      <td>{memberName(grant.person_id, dossier.members, text)}</td>
      <td>{grant.from}</td>
      <td>{grant.is_current ? <strong>{text.current}</strong> : grant.to}</td>
      <td className="number">{grant.is_monthly && grant.last_fen !== null ? text.monthly(last) : last}</td>
      <td className="number">{formatYuan(grant.total_fen)}</td>
      <td className="number">{grant.payments}</td>
    </tr>
  );
}
