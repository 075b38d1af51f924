import { useEffect } from 'react';

/**
 * Answers single keys anywhere on the page, except while the reader types, or where the arrows scroll a table
 * (`data-own-keys`).
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
  return (
    event.target instanceof Element &&
    event.target.closest('input, textarea, select, [role="combobox"], [data-own-keys]') !== null
  );
}
