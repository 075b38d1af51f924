import { createContext, useContext } from 'react';
import type { SessionResponse } from '../../api/types.ts';

const nobody: SessionResponse = {
  ...{ name: '', role: 'demo', areas: null, today: '', catalogue: 'county' },
  place_names: {},
};

/** Carries who is signed in to every page. */
export const SessionContext = createContext<SessionResponse>(nobody);

/** Who is signed in. */
export function useSession(): SessionResponse {
  return useContext(SessionContext);
}
