import { useCallback, useEffect, useRef } from 'react';

/** A function that runs `waitMs` after its last call; nothing runs once the component is gone. */
export function useDelayed<A extends readonly unknown[]>(
  run: (...args: A) => void,
  waitMs: number,
): (...args: A) => void {
  const timer = useRef(0);
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
    },
    [],
  );
  return useCallback(
    (...args: A) => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        run(...args);
      }, waitMs);
    },
    [run, waitMs],
  );
}
