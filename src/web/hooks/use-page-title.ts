import { useEffect } from 'react';
import { useText } from './use-text.ts';

/** Names the browser tab after the page. */
export function usePageTitle(title: string): void {
  const { productName } = useText();
  useEffect(() => {
    document.title = `${title} · ${productName}`;
  }, [title, productName]);
}
