import { useMemo } from 'react';
import type { HouseholdResponse } from '../../api/types.ts';
import { householdAddress } from '../app/routes.ts';
import { Link } from './Link.tsx';
import { useKeys } from '../hooks/use-keys.ts';
import { navigate } from '../hooks/use-location.ts';
import { useText } from '../hooks/use-text.ts';

/** The households just above and below in the list; ← and → lead there. */
export function Neighbours({ neighbours }: { readonly neighbours: HouseholdResponse['neighbours'] }) {
  const text = useText();
  const { previous, next } = neighbours;
  useKeys(
    useMemo(
      () => ({
        ArrowLeft: () => previous !== null && open(previous.household_id),
        ArrowRight: () => next !== null && open(next.household_id),
      }),
      [previous, next],
    ),
  );
  return (
    <nav className="neighbours" aria-label={text.list}>
      {previous === null ? null : (
        <Link to={householdAddress(previous.household_id)}>
          ← {text.previousHousehold} <span className="muted">#{previous.rank}</span>
        </Link>
      )}
      {next === null ? null : (
        <Link to={householdAddress(next.household_id)}>
          {text.nextHousehold} <span className="muted">#{next.rank}</span> →
        </Link>
      )}
    </nav>
  );
}

function open(id: string): void {
  navigate(householdAddress(id));
}
