import { useEffect, useState } from 'react';

/** A value once it has stood still for `waitMs`. */
export function useDebounced<T>(value: T, waitMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setSettled(value);
    }, waitMs);
    return () => {
      window.clearTimeout(timer);
    };
  }, [value, waitMs]);
  return settled;
}
