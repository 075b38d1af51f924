import type { ModelsResponse } from '../../../api/types-analysis.ts';
import { formatInstant } from '../../format/instant.ts';
import { useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';

type Holder = NonNullable<ModelsResponse['champion']>;

/** Who holds which role, by whose word and why. */
export function Standing({ registry }: { readonly registry: ModelsResponse }) {
  const text = useWords(modelsZh, modelsEn);
  const { champion, challenger, proposal, items } = registry;
  const inUse = items.find((one) => one.in_use);
  return (
    <section className="card" aria-labelledby="standing-title">
      <h2 id="standing-title">{text.who}</h2>
      <div className="roles">
        <Role
          name={text.champion}
          holder={champion}
          none={inUse === undefined ? text.nobody : text.noChampion(inUse.id)}
        />
        <Role name={text.challenger} note={text.challengerHint} holder={challenger} />
        {proposal === null ? null : <Role name={text.proposal} holder={proposal} />}
      </div>
    </section>
  );
}

interface RoleProps {
  readonly name: string;
  readonly note?: string;
  /** Said when nobody holds the role. */
  readonly none?: string;
  readonly holder: Holder | null;
}

function Role({ name, note, none, holder }: RoleProps) {
  const text = useWords(modelsZh, modelsEn);
  return (
    <div className="role">
      <h3>
        {name} {note === undefined ? null : <span className="muted">{note}</span>}
      </h3>
      {holder === null ? (
        <p>{none ?? text.nobody}</p>
      ) : (
        <>
          <p>
            <code className="path">{holder.model}</code>
          </p>
          <p className="muted">{text.byAt(holder.by, formatInstant(holder.at))}</p>
          <p>
            {text.because}
            {text.colon}
            {holder.because}
          </p>
        </>
      )}
    </div>
  );
}
