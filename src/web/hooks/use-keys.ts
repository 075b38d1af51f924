import { useEffect } from 'react';

/**
 * Answers single keys anywhere on the page, except while the reader types, where the arrows scroll a table
 * (`data-own-keys`), and Enter on what Enter presses.
 *
 * @param keys  key name → what to do; keep the object stable or cheap
 */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const action = keys[event.key];
      if (action === undefined || isTaken(event)) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', listen);
    };
  }, [keys]);
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (!(event.target instanceof Element)) return false;
  const own = 'input, textarea, select, [role="combobox"], [role="dialog"], [data-own-keys]';
  return event.target.closest(event.key === 'Enter' ? `${own}, a, button, summary` : own) !== null;
}
