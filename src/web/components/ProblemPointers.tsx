import type { Problem } from '../../api/types.ts';
import { usePreferences } from '../hooks/use-preferences.ts';

/** Which parts of a request were refused, and why. */
export function ProblemPointers({ errors }: { readonly errors: NonNullable<Problem['errors']> }) {
  const { language } = usePreferences();
  return (
    <ul>
      {errors.map((error) => (
        <li key={`${error.pointer} ${error.code}`}>
          <code>{error.pointer}</code> {language === 'zh' ? error.message_zh : error.message}
        </li>
      ))}
    </ul>
  );
}
