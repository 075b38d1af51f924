import type { RankedHousehold } from '../../../api/types.ts';
import { householdAddress } from '../../app/routes.ts';
import { BandTag } from '../../components/BandTag.tsx';
import { Link } from '../../components/Link.tsx';
import { ProbabilityBar } from '../../components/ProbabilityBar.tsx';
import { ReasonLine } from '../../components/ReasonLine.tsx';
import { formatCount, formatPercent, formatWholePercent } from '../../format/numbers.ts';
import { shortId } from '../../format/short-id.ts';
import { navigate } from '../../hooks/use-location.ts';
import { usePlaceName } from '../../hooks/use-place-name.ts';
import { useText } from '../../hooks/use-text.ts';

const reasonsShown = 2;

/** One household of the list. The whole row leads to its page; the keyboard uses the link. */
export function HouseholdRow({ household }: { readonly household: RankedHousehold }) {
  const text = useText();
  const placeName = usePlaceName();
  const address = householdAddress(household.household_id);
  return (
    <tr
      onClick={() => {
        if (window.getSelection()?.isCollapsed === false) return;
        navigate(address);
        window.scrollTo(0, 0);
      }}
    >
      <td className="col-rank">{formatCount(household.rank)}</td>
      <td className="col-band">
        <BandTag band={household.band} />
      </td>
      <td className="col-household">
        <Link to={address}>{shortId(household.household_id)}</Link>
      </td>
      <td className="col-area">{placeName(household.area)}</td>
      <td className="col-probability">
        <span className="probability">{formatPercent(household.probability)}</span>
        <ProbabilityBar {...household} />
        <span className="interval" aria-hidden="true">
          {text.interval(formatWholePercent(household.lower), formatWholePercent(household.upper))}
        </span>
        {household.is_uncertain ? (
          <span className="uncertain" title={text.uncertain}>
            ? <span className="visually-hidden">{text.uncertain}</span>
          </span>
        ) : null}
      </td>
      <td className="col-reasons">
        {household.reasons.slice(0, reasonsShown).map((reason) => (
          <ReasonLine key={reason.feature} reason={reason} />
        ))}
      </td>
    </tr>
  );
}
