import type { SyntheticEvent } from 'react';
import type { FamiliesResponse, HouseholdWhatIfResponse } from '../../../../api/types-analysis.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

/** Stands for a household of the county among the standard families. */
export const ownHousehold = 'household';

/** Whose month is drawn. */
export interface Subject {
  /** A standard family, or `ownHousehold`. */
  readonly family: string;
  /** Id of the household; empty until one is given. */
  readonly household: string;
  /** Whose wage rises; 1 is the head. */
  readonly earner: number;
}

interface FamilyPickerProps {
  readonly families: FamiliesResponse['items'];
  readonly maySeeHouseholds: boolean;
  readonly subject: Subject;
  /** Members of the household drawn. */
  readonly members: HouseholdWhatIfResponse['members'];
  readonly change: (subject: Subject) => void;
}

/** Chooses a standard family or a household, and whose wage rises. */
export function FamilyPicker({ families, maySeeHouseholds, subject, members, change }: FamilyPickerProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  return (
    <div className="family-picker">
      <div>
        <label htmlFor="budget-family">{text.family}</label>
        <select
          id="budget-family"
          className="field"
          value={subject.family}
          onChange={({ target }) => {
            change({ ...subject, family: target.value, earner: 1 });
          }}
        >
          {families.map(({ id, title }) => (
            <option key={id} value={id}>
              {wording(title)}
            </option>
          ))}
          {maySeeHouseholds ? <option value={ownHousehold}>{text.ownHousehold}</option> : null}
        </select>
      </div>
      {subject.family === ownHousehold ? <HouseholdBox {...{ subject, change }} /> : null}
      <Earner {...{ families, subject, members, change }} />
    </div>
  );
}

function Earner({ families, subject, members, change }: Omit<FamilyPickerProps, 'maySeeHouseholds'>) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const relations = new Map<string, string>(Object.entries(text.relations));
  const family = families.find(({ id }) => id === subject.family);
  const options = family
    ? family.members.map(({ member, title }) => ({ member, name: wording(title) }))
    : members.map(({ member, age, relation }) => ({
        member,
        name: text.memberOf(
          relations.get(relation ?? '') ?? text.member(String(member)),
          age === null ? '–' : String(age),
        ),
      }));
  return (
    <div>
      <label htmlFor="budget-earner">{text.earner}</label>
      <select
        id="budget-earner"
        className="field"
        value={subject.earner}
        onChange={({ target }) => {
          change({ ...subject, earner: Number(target.value) });
        }}
      >
        {options.map(({ member, name }) => (
          <option key={member} value={member}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function HouseholdBox({ subject, change }: Pick<FamilyPickerProps, 'subject' | 'change'>) {
  const text = useWords(whatIfZh, whatIfEn);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const id = new FormData(event.currentTarget).get('household');
    if (typeof id === 'string') change({ ...subject, household: id.trim(), earner: 1 });
  };
  return (
    <form className="household-box" onSubmit={submit}>
      <div>
        <label htmlFor="budget-household">{text.householdId}</label>
        <input
          id="budget-household"
          className="field"
          name="household"
          required
          maxLength={128}
          defaultValue={subject.household}
        />
      </div>
      <button type="submit" className="button">
        {text.draw}
      </button>
    </form>
  );
}
