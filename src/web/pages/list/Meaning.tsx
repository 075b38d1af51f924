import { useText } from '../../hooks/use-text.ts';

/** What a score says and what it does not. */
export function Meaning() {
  const text = useText();
  return (
    <details
      className="meaning"
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.open = false;
      }}
    >
      <summary>{text.whatItMeans}</summary>
      <ul>
        <li>{text.meaning1}</li>
        <li>{text.meaning2}</li>
        <li>{text.meaning3}</li>
        <li>{text.meaning4}</li>
      </ul>
    </details>
  );
}
