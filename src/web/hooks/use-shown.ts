import { useEffect, useRef, type RefObject } from 'react';

/**
 * Brings an element into view when what it shows changes and it stands below the window, as on a narrow screen.
 *
 * @param shown  what it shows; `null` for nothing to be brought
 */
export function useShown<E extends HTMLElement>(shown: string | null): RefObject<E | null> {
  const element = useRef<E>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    const top = element.current?.getBoundingClientRect().top ?? 0;
    if (shown !== null && top > window.innerHeight * 0.75) element.current?.scrollIntoView();
  }, [shown]);
  return element;
}
