import type { MouseEvent, ReactNode } from 'react';
import { navigate } from '../hooks/use-location.ts';

interface LinkProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  /** Marks the page the reader is on. */
  readonly current?: boolean;
  readonly label?: string;
}

/** A link within the application; with a modifier key the browser opens it as any other. */
export function Link({ to, children, className, current, label }: LinkProps) {
  return (
    <a
      href={to}
      className={className}
      aria-label={label}
      aria-current={current === true ? 'page' : undefined}
      onClick={(event) => {
        follow(event, to);
      }}
    >
      {children}
    </a>
  );
}

function follow(event: MouseEvent, to: string): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  navigate(to);
  window.scrollTo(0, 0);
}
