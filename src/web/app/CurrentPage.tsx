import { useEffect, useRef } from 'react';
import { useLocation } from '../hooks/use-location.ts';
import { HouseholdPage } from '../pages/household/HouseholdPage.tsx';
import { ListPage } from '../pages/list/ListPage.tsx';
import { ModelPage } from '../pages/model/ModelPage.tsx';
import { NotFoundPage } from '../pages/NotFoundPage.tsx';
import { routeOf, type Route } from './routes.ts';

/** Shows the page of the address; a new page starts at its top, with the focus on its content. */
export function CurrentPage() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shownPath = useRef(pathname);
  useEffect(() => {
    if (shownPath.current === pathname) return;
    shownPath.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <main id="content" ref={main} tabIndex={-1}>
      {pageOf(routeOf(pathname))}
    </main>
  );
}

function pageOf(route: Route) {
  switch (route.page) {
    case 'list':
      return <ListPage />;
    case 'household':
      return <HouseholdPage id={route.id} />;
    case 'model':
      return <ModelPage />;
    case 'unknown':
      return <NotFoundPage />;
  }
}
