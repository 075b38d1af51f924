import { homeAddress } from '../app/routes.ts';
import { Link } from '../components/Link.tsx';
import { usePageTitle } from '../hooks/use-page-title.ts';
import { useText } from '../hooks/use-text.ts';

/** An address without a page. */
export function NotFoundPage() {
  const text = useText();
  usePageTitle(text.notFoundTitle);
  return (
    <section className="notice">
      <p className="notice-code">404</p>
      <h1>{text.notFoundTitle}</h1>
      <p>{text.notFoundHint}</p>
      <Link to={homeAddress} className="button">
        {text.toFirstPage}
      </Link>
    </section>
  );
}
