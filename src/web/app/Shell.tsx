import type { ReactNode } from 'react';
import { apiDocsPath } from '../api/paths.ts';
import { Link } from '../components/Link.tsx';
import { useLocation } from '../hooks/use-location.ts';
import { useText } from '../hooks/use-text.ts';
import { useSession } from '../session/use-session.ts';
import { navigationOf, navPageOf } from './navigation.ts';
import { homeAddress, routeOf } from './routes.ts';
import { Settings } from './Settings.tsx';
import { Who } from './Who.tsx';

/** The frame of every page: name, navigation, settings, and the rule that a person decides. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const text = useText();
  const route = routeOf(useLocation().pathname);
  const entries = navigationOf(useSession());
  const here = navPageOf(route, entries);
  return (
    <>
      <a className="skip" href="#content">
        {text.skipToContent}
      </a>
      <header className="masthead">
        <div className="masthead-row">
          <Link to={homeAddress} className="brand">
            <img src="/favicon.svg" alt="" width="28" height="28" />
            <span className="brand-name">{text.productName}</span>
            <span className="brand-line">{text.productLine}</span>
          </Link>
          <nav aria-label={text.navigation} className="nav">
            {entries.map(({ page, address }) => (
              <Link key={page} to={address} current={page === here}>
                {text.nav[page]}
              </Link>
            ))}
            <a href={apiDocsPath}>{text.navApi}</a>
          </nav>
          <Settings />
          <Who />
        </div>
      </header>
      {children}
      <footer className="footer">
        {route.page === 'household' ? null : <strong>{text.rule}</strong>}
        <span>{text.localNote}</span>
      </footer>
    </>
  );
}
