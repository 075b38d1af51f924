import type { ReactNode } from 'react';
import { apiDocsPath } from '../api/paths.ts';
import { Link } from '../components/Link.tsx';
import { useLocation } from '../hooks/use-location.ts';
import { useText } from '../hooks/use-text.ts';
import { listAddress, modelAddress, routeOf } from './routes.ts';
import { Settings } from './Settings.tsx';

/** The frame of every page: name, navigation, settings, and the rule that a person decides. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const text = useText();
  const { page } = routeOf(useLocation().pathname);
  return (
    <>
      <a className="skip" href="#content">
        {text.skipToContent}
      </a>
      <header className="masthead">
        <div className="masthead-row">
          <Link to={listAddress} className="brand">
            <img src="/favicon.svg" alt="" width="28" height="28" />
            <span className="brand-name">{text.productName}</span>
            <span className="brand-line">{text.productLine}</span>
          </Link>
          <nav aria-label={text.navigation} className="nav">
            <Link to={listAddress} current={page === 'list' || page === 'household'}>
              {text.navList}
            </Link>
            <Link to={modelAddress} current={page === 'model'}>
              {text.navModel}
            </Link>
            <a href={apiDocsPath}>{text.navApi}</a>
          </nav>
          <Settings />
        </div>
      </header>
      {children}
      <footer className="footer">
        {page === 'household' ? null : <strong>{text.rule}</strong>}
        <span>{text.localNote}</span>
      </footer>
    </>
  );
}
