import { createContext, useCallback, useContext, useState } from 'react';

/** A language of the pages. */
export type Language = 'zh' | 'en';

/** What a reader chose; remembered on this machine only. */
export interface Preferences {
  readonly language: Language;
  /** 适老: larger type, larger targets, stronger contrast. */
  readonly large: boolean;
  /** Visits the reader can make. */
  readonly capacity: number;
}

/** Preferences and how to change them. */
export interface PreferencesHandle extends Preferences {
  readonly change: (part: Partial<Preferences>) => void;
}

const key = 'jiuzhu.preferences';
const initial: Preferences = { language: 'zh', large: false, capacity: 100 };

/** Carries the preferences to every component. */
export const PreferencesContext = createContext<PreferencesHandle>({ ...initial, change: () => undefined });

/** The reader's preferences. */
export function usePreferences(): PreferencesHandle {
  return useContext(PreferencesContext);
}

/** Preferences kept in the browser's own storage; used once, at the top. */
export function useStoredPreferences(): PreferencesHandle {
  const [preferences, setPreferences] = useState(recall);
  const change = useCallback((part: Partial<Preferences>) => {
    setPreferences((before) => remember({ ...before, ...part }));
  }, []);
  return { ...preferences, change };
}

function remember(preferences: Preferences): Preferences {
  try {
    window.localStorage.setItem(key, JSON.stringify(preferences));
  } catch {
    // Storage may be switched off; the choice then lasts for this visit.
  }
  return preferences;
}

function recall(): Preferences {
  try {
    return parse(JSON.parse(window.localStorage.getItem(key) ?? 'null'));
  } catch {
    return initial;
  }
}

function parse(stored: unknown): Preferences {
  if (typeof stored !== 'object' || stored === null) return initial;
  const capacity = 'capacity' in stored ? Number(stored.capacity) : Number.NaN;
  return {
    language: 'language' in stored && stored.language === 'en' ? 'en' : 'zh',
    large: 'large' in stored && stored.large === true,
    capacity: Number.isSafeInteger(capacity) && capacity > 0 ? capacity : initial.capacity,
  };
}
