import type { MouseEvent, ReactNode } from 'react';
import { navigate } from '../hooks/use-location.ts';

interface LinkProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  /** Marks the page the reader is on. */
  readonly current?: boolean;
  readonly label?: string;
  /** Stays where the reader is on the page: only a part of it changes. */
  readonly stay?: boolean;
}

/** A link within the application; with a modifier key the browser opens it as any other. */
export function Link({ to, children, className, current, label, stay = false }: LinkProps) {
  return (
    <a
      href={to}
      className={className}
      aria-label={label}
      aria-current={current === true ? 'page' : undefined}
      onClick={(event) => {
        if (follow(event, to) && !stay) window.scrollTo(0, 0);
      }}
    >
      {children}
    </a>
  );
}

/** Whether the link was followed here, and not left to the browser. */
function follow(event: MouseEvent, to: string): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  event.preventDefault();
  event.stopPropagation();
  navigate(to);
  return true;
}
