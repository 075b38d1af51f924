import { useState } from 'react';
import type { DossierResponse, UnmaskResponse } from '../../../api/types.ts';
import { useWording } from '../../hooks/use-text.ts';
import { memberName } from './member-name.ts';
import { Unmask } from './Unmask.tsx';
import { useHouseholdText } from './use-household-text.ts';

type Member = DossierResponse['members'][number];
type Person = UnmaskResponse['persons'][number];

/** Who lives here; names are masked until somebody says why they are needed. */
export function Members({ dossier }: { readonly dossier: DossierResponse }) {
  const text = useHouseholdText();
  const [real, setReal] = useState<UnmaskResponse | null>(null);
  const persons = new Map(real?.persons.map((person) => [person.person_id, person]));
  return (
    <section className="card" aria-labelledby="members-title">
      <div className="section-head">
        <h2 id="members-title">
          {text.membersTitle} <span className="muted">{dossier.members.length}</span>
        </h2>
        {real === null ? (
          <Unmask id={dossier.household_id} show={setReal} />
        ) : (
          <p className="news-late" role="status">
            {text.unmasked(String(real.audit_number))}
          </p>
        )}
      </div>
      <div className="scroll" data-own-keys tabIndex={0} role="group" aria-labelledby="members-title">
        <table className="members">
          <thead>
            <tr>
              <th scope="col">{text.member}</th>
              <th scope="col">{text.relation}</th>
              <th scope="col">{text.sexAge}</th>
              <th scope="col">{text.disabilityHealth}</th>
              <th scope="col">{text.workStudy}</th>
              <th scope="col">{text.since}</th>
            </tr>
          </thead>
          <tbody>
            {dossier.members.map((member) => (
              <MemberRow
                key={member.person_id}
                member={member}
                name={memberName(member.person_id, dossier.members, text)}
                real={persons.get(member.person_id)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface MemberRowProps {
  readonly member: Member;
  readonly name: string;
  readonly real: Person | undefined;
}

function MemberRow({ member, name, real }: MemberRowProps) {
  const text = useHouseholdText();
  const wording = useWording();
  const sexAge = [
    member.sex === null ? null : wording(member.sex),
    member.age === null ? null : text.age(String(member.age)),
  ];
  return (
    <tr>
      <th scope="row">
        <strong>{real?.name ?? name}</strong>
        <Identity idNumber={real?.id_number ?? member.id_number} real={real} />
      </th>
      <td>
        {member.is_head ? text.head : member.relation === null ? text.unknown : wording(member.relation)}
      </td>
      <td>{sexAge.filter((part) => part !== null).join(' · ') || text.unknown}</td>
      <td>
        <Health member={member} />
      </td>
      <td>
        <WorkAndStudy member={member} />
      </td>
      <td>
        {member.since}
        {member.found_by_visit ? <span className="muted"> {text.byVisit}</span> : null}
      </td>
    </tr>
  );
}

function Identity({
  idNumber,
  real,
}: {
  readonly idNumber: string | null;
  readonly real: Person | undefined;
}) {
  const lines = [idNumber, real?.phone ?? null, real?.address ?? null].filter((line) => line !== null);
  return lines.map((line) => (
    <span key={line} className="muted member-line">
      {line}
    </span>
  ));
}

function Health({ member: { disability, illness } }: { readonly member: Member }) {
  const text = useHouseholdText();
  const wording = useWording();
  if (disability === null && illness === null) return '–';
  return (
    <>
      {disability === null ? null : (
        <span className="member-line">
          {text.disabilityGrade(wording(disability.type), String(disability.grade))}
          {disability.care_need === true ? ` · ${text.careNeed}` : ''}{' '}
          <span className="muted">{disability.since}</span>
        </span>
      )}
      {illness === null ? null : (
        <span className="member-line">
          {wording(illness)} <span className="muted">{illness.since}</span>
        </span>
      )}
    </>
  );
}

function WorkAndStudy({
  member: { work, studies, last_contribution_on: paid },
}: {
  readonly member: Member;
}) {
  const text = useHouseholdText();
  const wording = useWording();
  if (work === null && studies === null && paid === null) return '–';
  return (
    <>
      {work === null ? null : (
        <span className="member-line">
          {wording(work)} <span className="muted">{work.on}</span>
        </span>
      )}
      {studies === null ? null : (
        <span className="member-line">
          {wording(studies.stage)} · {wording(studies.status)}{' '}
          <span className="muted">{studies.school_year}</span>
        </span>
      )}
      {paid === null ? null : <span className="muted member-line">{text.lastPaid(paid)}</span>}
    </>
  );
}
