import type { LawReference } from '../../../../api/types-analysis.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

interface LawNoteProps {
  readonly law: LawReference | null;
  readonly verified: boolean;
  readonly from: string | null;
}

/** Where a value is written, since when, and whether somebody has read it there. */
export function LawNote({ law, verified, from }: LawNoteProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const parts = law === null ? [text.noLaw] : [wording(law.document), law.number, law.article];
  return (
    <p className="law-note">
      <span>
        {text.law} {parts.filter((part) => part !== null).join(' ')}
        {from === null ? null : ` · ${text.since(from)}`}
      </span>{' '}
      <span className={verified ? 'law-verified' : 'law-unverified'}>
        {verified ? `✓ ${text.verified}` : `△ ${text.unverified}`}
      </span>
    </p>
  );
}
