import { useCallback } from 'react';
import { useSession } from '../session/use-session.ts';
import { useText } from './use-text.ts';

/** Names an area by its code: a township as people call it, else `区域 330199003`. */
export function usePlaceName(): (code: string) => string {
  const { place_names: names } = useSession();
  const { area } = useText();
  return useCallback((code) => names[code] ?? area(code), [names, area]);
}
