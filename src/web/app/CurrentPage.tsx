import { lazy, Suspense, useEffect, useRef } from 'react';
import { Loading } from '../components/Loading.tsx';
import { navigate, useLocation } from '../hooks/use-location.ts';
import { NotFoundPage } from '../pages/NotFoundPage.tsx';
import { useSession } from '../session/use-session.ts';
import { navigationOf } from './navigation.ts';
import { listAddress, routeOf, type Route } from './routes.ts';

const QueuePage = lazy(async () => ({ default: (await import('../pages/queue/QueuePage.tsx')).QueuePage }));
const ListPage = lazy(async () => ({ default: (await import('../pages/list/ListPage.tsx')).ListPage }));
const HouseholdPage = lazy(async () => ({
  default: (await import('../pages/household/HouseholdPage.tsx')).HouseholdPage,
}));
const PanelHouseholdPage = lazy(async () => ({
  default: (await import('../pages/panel-household/PanelHouseholdPage.tsx')).PanelHouseholdPage,
}));
const PanelModelPage = lazy(async () => ({
  default: (await import('../pages/panel-model/PanelModelPage.tsx')).PanelModelPage,
}));
const WhatIfPage = lazy(async () => ({
  default: (await import('../pages/what-if/WhatIfPage.tsx')).WhatIfPage,
}));
const QualityPage = lazy(async () => ({
  default: (await import('../pages/quality/QualityPage.tsx')).QualityPage,
}));
const ModelsPage = lazy(async () => ({
  default: (await import('../pages/models/ModelsPage.tsx')).ModelsPage,
}));

const AccountsPage = lazy(async () => ({
  default: (await import('../pages/accounts/AccountsPage.tsx')).AccountsPage,
}));

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
      <Suspense fallback={<Loading rows={12} />}>
        <PageOf route={routeOf(pathname)} />
      </Suspense>
    </main>
  );
}

function PageOf({ route }: { readonly route: Route }) {
  const { catalogue } = useSession();
  switch (route.page) {
    case 'home':
      return <Home />;
    case 'queue':
      return <QueuePage />;
    case 'list':
      return <ListPage />;
    case 'household':
      return catalogue === 'panel' ? <PanelHouseholdPage id={route.id} /> : <HouseholdPage id={route.id} />;
    case 'what-if':
      return <WhatIfPage />;
    case 'quality':
      return <QualityPage />;
    case 'models':
      return <ModelsPage />;
    case 'model':
      return <PanelModelPage />;
    case 'accounts':
      return <AccountsPage />;
    case 'unknown':
      return <NotFoundPage />;
  }
}

/** Leads to the first page of the role. */
function Home() {
  const address = navigationOf(useSession())[0]?.address ?? listAddress;
  useEffect(() => {
    navigate(address, { replace: true });
  }, [address]);
  return <Loading rows={12} />;
}
