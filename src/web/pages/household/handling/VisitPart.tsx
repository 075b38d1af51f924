import { useEffect, useMemo, useRef, useState } from 'react';
import type { AlertResponse } from '../../../../api/types.ts';
import { useKeys } from '../../../hooks/use-keys.ts';
import { useSession } from '../../../session/use-session.ts';
import { useHouseholdText } from '../use-household-text.ts';
import { QuickActions } from './QuickActions.tsx';
import { canVisit, VisitForm } from './VisitForm.tsx';
import type { Handling } from './use-handling.ts';

interface VisitPartProps {
  readonly file: AlertResponse;
  readonly handling: Handling;
}

/** The visit form behind its button; v opens it, and so does an address that ends in #visit. */
export function VisitPart({ file, handling }: VisitPartProps) {
  const text = useHouseholdText();
  const { role } = useSession();
  const part = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(
    () => window.location.hash === '#visit' || file.alert.state === 'visited',
  );
  const mayAct = role === 'caseworker' || role === 'demo';
  useEffect(() => {
    if (!isOpen || window.location.hash !== '#visit') return;
    part.current?.scrollIntoView({ block: 'start' });
    part.current?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true });
  }, [isOpen]);
  useKeys(
    useMemo(
      () => ({
        v: () => {
          window.history.replaceState(null, '', '#visit');
          setOpen(true);
        },
      }),
      [],
    ),
  );
  if (!mayAct) return <p className="muted">{text.visitReadOnly}</p>;
  return (
    <div ref={part} className="visit-part">
      <div className="alert-quick">
        {canVisit(file.alert) ? (
          <button
            type="button"
            className="button button-primary"
            aria-expanded={isOpen}
            onClick={() => {
              setOpen(!isOpen);
            }}
          >
            {text.goVisit} <kbd>v</kbd>
          </button>
        ) : null}
        <QuickActions file={file} handling={handling} />
      </div>
      {isOpen ? <VisitForm file={file} handling={handling} /> : null}
    </div>
  );
}
