"""Computes features and signals of the small county with pandas, apart from the engine's code.

Run from the repository's root: python eval/peers/features/county_features.py
Reads features/oracles/county/*.parquet (county_ledger.ts), writes features/oracles/county-features.json.
"""
import json
import platform
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

root = Path(__file__).resolve().parents[3]
folder = root / "features/oracles/county"
AS_OF = ["2023-06-15", "2023-12-31"]
DAY = ["occurred_on", "recorded_at", "superseded_at", "valid_from", "valid_to", "birth_date"]


def read(table: str) -> pd.DataFrame:
    rows = pd.read_parquet(folder / f"{table}.parquet")
    for column in DAY:
        if column in rows:
            rows[column] = pd.to_datetime(rows[column])
    return rows


ledger = {path.stem: read(path.stem) for path in sorted(folder.glob("*.parquet"))}


def months_back(day: pd.Timestamp, months: int) -> pd.Timestamp:
    """The same day some months before; the last day of a month stays one."""
    last = day + pd.offsets.MonthEnd(0) == day
    moved = day - pd.DateOffset(months=months)
    return moved + pd.offsets.MonthEnd(0) if last else moved


def known(table: str, at: pd.Timestamp) -> pd.DataFrame:
    rows = ledger[table]
    return rows[(rows.recorded_at <= at) & (rows.superseded_at.isna() | (rows.superseded_at > at))]


def homes(on: pd.Timestamp, at: pd.Timestamp) -> dict:
    """Person -> household: the latest spell or finding that places them; the dead and gone live nowhere."""
    m = known("membership", at)
    spells = m[m.coresident.isna() & (m.occurred_on <= on) & (m.valid_from <= on)]
    found = m[m.coresident.notna() & (m.valid_from <= on)]
    v = known("vital_event", at)
    v = v[v.occurred_on <= on].sort_values(["occurred_on", "recorded_at", "source_row"])
    result = {}
    for person in sorted(set(m.person_id)):
        places = []
        own_found = found[found.person_id == person].sort_values(["valid_from", "recorded_at"])
        own_spells = spells[spells.person_id == person]
        for s in own_spells.itertuples():
            f = own_found[own_found.household_id == s.household_id]
            denied = len(f) > 0 and not f.coresident.iloc[-1] and f.valid_from.max() >= s.valid_from
            if (pd.isna(s.valid_to) or s.valid_to > on) and not denied:
                places.append((s.valid_from, 0, s.recorded_at, s.household_id))
        for household, f in own_found.groupby("household_id"):
            ends = own_spells[(own_spells.household_id == household) & (own_spells.valid_to <= on)]
            ended = len(ends) > 0 and ends.valid_to.max() >= f.valid_from.max()
            if f.coresident.iloc[-1] and not ended:
                places.append((f.valid_from.max(), 1, pd.Timestamp.min, household))
        if not places:
            continue
        since, _, _, household = max(places)
        events = v[v.person_id == person]
        if (events.event == "death").any():
            continue
        held = events[events.event.isin(["detained", "released"])]
        if len(held) and held.event.iloc[-1] == "detained":
            continue
        moves = events[events.event.isin(["moved_out", "moved_in"])]
        if len(moves) and moves.event.iloc[-1] == "moved_out":
            if moves[moves.event == "moved_out"].occurred_on.max() >= since:
                continue
        result[person] = household
    return result


def age(born: pd.Timestamp, on: pd.Timestamp) -> float:
    if pd.isna(born):
        return np.nan
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class Day:
    def __init__(self, text: str) -> None:
        self.at = pd.Timestamp(text)
        self.home = homes(self.at, self.at)
        self.last = dict(self.home)
        for back in (3, 6, 12, 24):
            for person, household in homes(months_back(self.at, back), self.at).items():
                self.last.setdefault(person, household)
        people = known("person", self.at).sort_values(["recorded_at", "occurred_on", "source_dept", "source_row"])
        born = people.dropna(subset=["birth_date"]).groupby("person_id").birth_date.last()
        self.born = born.to_dict()
        sexes = people[people.sex.isin(["1", "2"])]
        self.sex = sexes.groupby("person_id").sex.last().to_dict()
        self.households = sorted(set(self.home.values()))
        self.members = {h: [] for h in self.households}
        for person, household in self.home.items():
            self.members[household].append(person)
        self.values: dict[str, pd.Series] = {}

    def age(self, person: str) -> float:
        return age(self.born.get(person, pd.NaT), self.at)

    def rows(self, table: str, months: int, before: int = 0, home: str = "current") -> pd.DataFrame:
        end = months_back(self.at, before)
        begin = months_back(end, months)
        rows = known(table, self.at)
        rows = rows[(rows.occurred_on > begin) & (rows.occurred_on <= end)].copy()
        place = self.home if home == "current" else self.last
        person = rows.person_id if "person_id" in rows else pd.Series(None, index=rows.index, dtype=object)
        lives = person.map(place)
        named = rows.household_id if "household_id" in rows else pd.Series(None, index=rows.index, dtype=object)
        rows["h"] = named.where(named.notna(), lives)
        return rows

    def series(self, values, empty=np.nan) -> pd.Series:
        return pd.Series(values, dtype=float).reindex(self.households).astype(float).fillna(empty)

    def per_person(self, values: pd.Series, how: str, empty=np.nan) -> pd.Series:
        """Rolls persons' values up to the household they live in now."""
        result = {}
        for household, people in self.members.items():
            own = [values[p] for p in people if p in values.index and not pd.isna(values[p])]
            if own:
                result[household] = len(own) if how == "count" else getattr(np, how)(own)
        return self.series(result, empty)

    def monthly(self, rows: pd.DataFrame, months: int, column: str | None, empty: float) -> np.ndarray:
        """[households, months], newest first; the newest month before the as-of date is left out."""
        table = np.full((len(self.households), months), np.nan)
        place = {h: i for i, h in enumerate(self.households)}
        edges = [months_back(self.at, k + 1) for k in range(months + 1)]
        for r in rows.itertuples():
            if r.h not in place:
                continue
            value = 1.0 if column is None else getattr(r, column)
            if pd.isna(value):
                continue
            for k in range(months):
                if edges[k + 1] < r.occurred_on <= edges[k]:
                    old = table[place[r.h], k]
                    table[place[r.h], k] = value if np.isnan(old) else old + value
        return table if np.isnan(empty) else np.nan_to_num(table, nan=empty)


def last_state(rows: pd.DataFrame, value: pd.Series, ends: pd.Series) -> pd.Series:
    """Per person: the newest value, none where an ending is as new; ties go to the larger value."""
    frame = pd.DataFrame({"p": rows.person_id, "o": rows.occurred_on, "r": rows.recorded_at, "v": value, "e": ends})
    result = {}
    for person, own in frame.groupby("p"):
        newest = own[(own.o == own.o.max())]
        newest = newest[newest.r == newest.r.max()]
        result[person] = np.nan if newest.e.any() else newest.v.max()
    return pd.Series(result, dtype=float)


def robust_z(row: np.ndarray, recent: int) -> float:
    past = row[recent:][~np.isnan(row[recent:])]
    if len(past) < 6:
        return np.nan
    middle = np.median(past)
    scale = max(1.4826 * np.median(np.abs(past - middle)), abs(middle) / 10)
    new = row[:recent][~np.isnan(row[:recent])]
    return (new.mean() - middle) / scale if scale > 0 and len(new) else np.nan


def slope(row: np.ndarray) -> float:
    ok = ~np.isnan(row)
    if ok.sum() < 6 or row[ok].sum() <= 0:
        return np.nan
    return np.polyfit(-np.arange(len(row))[ok], row[ok], 1)[0] / row[ok].mean()


def variation(row: np.ndarray) -> float:
    own = row[~np.isnan(row)]
    return np.std(own, ddof=1) / own.mean() if len(own) >= 6 and own.mean() > 0 else np.nan


def past_ratio(row: np.ndarray, recent: int) -> float:
    return row[:recent].mean() / row[recent:].mean() if row[recent:].mean() > 0 else np.nan


def months_without(row: np.ndarray) -> float:
    positive = np.flatnonzero(row > 0)
    return float(positive[0]) if len(positive) else np.nan


def longest_gap(row: np.ndarray) -> float:
    positive = np.flatnonzero(row > 0)
    return np.nan if len(positive) == 0 else float(np.max(np.diff(positive), initial=1) - 1)


ALL = ["wage", "labour", "business", "pension", "basic_pension", "unemployment_benefit", "property", "transfer"]
WORK = ["wage", "labour", "business"]
EARNED = ["wage", "labour", "business", "pension", "basic_pension"]


def divide(left: pd.Series, right: pd.Series) -> pd.Series:
    return left / right.where(right != 0)


def household_features(d: Day, out: dict) -> None:
    ages = {h: np.array([d.age(p) for p in people]) for h, people in d.members.items()}

    def count(low: float, high: float, sex: str | None = None) -> pd.Series:
        return d.series({h: sum(low <= d.age(p) <= high and (sex is None or d.sex.get(p) == sex) for p in people)
                         for h, people in d.members.items()})

    out["household__size_members"] = d.series({h: len(people) for h, people in d.members.items()})
    out["household__minors_members"] = count(0, 17)
    out["household__working_age_members"] = count(16, 59)
    out["household__women_working_age_members"] = count(16, 59, "2")
    out["household__oldest_years"] = d.series({h: np.nanmax(a) for h, a in ages.items() if not np.isnan(a).all()})
    out["household__youngest_years"] = d.series({h: np.nanmin(a) for h, a in ages.items() if not np.isnan(a).all()})
    out["household__mean_age_years"] = d.series({h: np.nanmean(a) for h, a in ages.items() if not np.isnan(a).all()})
    size = out["household__size_members"]
    out["household__dependents_ratio"] = (size - out["household__working_age_members"]) / size
    vital = d.rows("vital_event", 12, home="last")
    out["household__died_12m_count"] = d.series(vital[vital.event == "death"].groupby("h").size(), 0)


def income_features(d: Day, out: dict) -> None:
    def total(months: int, kinds: list, before: int = 0, home: str = "current") -> pd.Series:
        rows = d.rows("income_month", months, before, home)
        return d.series(rows[rows.kind.isin(kinds)].groupby("h").amount_fen.sum(min_count=1), 0)

    out["income__all_sum_3m_fen"] = total(3, ALL)
    out["income__all_sum_12m_fen"] = total(12, ALL)
    out["income__wage_sum_3m_fen"] = total(3, ["wage"])
    out["income__all_sum_12m_fen_per_member"] = out["income__all_sum_12m_fen"] / out["household__size_members"]
    months = d.rows("income_month", 30)
    every = d.monthly(months[months.kind.isin(ALL)], 24, "amount_fen", 0)
    work = d.monthly(months[months.kind.isin(WORK)], 24, "amount_fen", 0)

    def each(table: np.ndarray, function) -> pd.Series:
        return pd.Series([function(row) for row in table], index=d.households)

    out["income__recent_3m_to_past_24m_ratio"] = each(every, lambda row: past_ratio(row, 3))
    out["income__recent_3m_z"] = each(every, lambda row: robust_z(row, 3))
    out["income__trend_24m_ratio_per_month"] = each(every, slope)
    out["income__volatility_24m_ratio"] = each(every, variation)
    out["income__since_work_income_months"] = each(work, months_without)
    out["income__longest_gap_24m_months"] = each(work, longest_gap)
    half = d.rows("income_month", 6)
    half = half[half.kind.isin(WORK) & half.amount_fen.notna()].groupby("person_id").amount_fen.sum()
    out["income__earners_6m_members"] = d.per_person(half, "count", 0)
    year = d.rows("income_month", 12)
    year = year[year.kind.isin(WORK)].groupby("person_id").amount_fen.sum(min_count=1)
    out["income__largest_earner_12m_fen"] = d.per_person(year, "max", 0)
    former, present = total(12, EARNED, 6, "last"), total(12, EARNED, 6)
    out["earner__lost_income_ratio"] = divide(former - present, former)


def work_features(d: Day, out: dict) -> None:
    def contributors(months: int, before: int = 0) -> pd.Series:
        rows = d.rows("employment_event", months, before)
        rows = rows[(rows.event == "contribution") & rows.scheme.isin(["employee_pension", "unemployment"])]
        return d.per_person(rows.groupby("person_id").size(), "count", 0)

    out["work__contributors_3m_members"] = contributors(3)
    out["work__contributors_before_12m_members"] = contributors(12, 3)
    half, two = d.rows("employment_event", 6), d.rows("employment_event", 24)
    out["work__stopped_6m_count"] = d.series(half[half.event == "contribution_stopped"].groupby("h").size(), 0)
    loss = two[two.event.isin(["dismissed", "unemployment_registered"])]
    out["work__since_loss_days"] = d.series((d.at - loss.groupby("h").occurred_on.max()).dt.days)
    lost = two.event.isin(["unemployment_registered", "dismissed", "benefit_started", "benefit_stopped"])
    back = two.event.isin(["employment_registered", "contribution", "public_post"])
    chosen = two[lost | back]
    out["work__unemployed_now_members"] = d.per_person(
        last_state(chosen, pd.Series(1.0, chosen.index), back[chosen.index]), "count", 0)
    year = d.rows("employment_event", 12)
    base = year[(year.event == "contribution") & year.scheme.isin(["employee_pension", "unemployment"])]
    base = base[base.amount_fen.notna()]
    out["work__base_last_12m_fen"] = d.per_person(
        last_state(base, base.amount_fen, pd.Series(False, base.index)), "max")


def medical_features(d: Day, out: dict) -> None:
    def claims(months: int) -> pd.DataFrame:
        rows = d.rows("medical_claim", months)
        rows["borne"] = rows[["self_paid_fen", "out_of_scope_fen"]].sum(axis=1, min_count=1)
        return rows

    year = claims(12)
    out["medical__borne_sum_3m_fen"] = d.series(claims(3).groupby("h").borne.sum(min_count=1), 0)
    out["medical__borne_sum_12m_fen"] = d.series(year.groupby("h").borne.sum(min_count=1), 0)
    out["medical__borne_max_12m_fen"] = d.series(year.groupby("h").borne.max(), 0)
    inpatient = year[year.setting == "inpatient"]
    out["medical__inpatient_12m_count"] = d.series(inpatient.groupby("h").size(), 0)
    out["medical__patients_12m_members"] = d.per_person(inpatient.groupby("person_id").size(), "count", 0)
    stays = claims(24)
    stays = stays[stays.setting == "inpatient"]
    out["medical__since_inpatient_days"] = d.series((d.at - stays.groupby("h").occurred_on.max()).dt.days)
    months = d.monthly(claims(30), 24, "borne", 0)
    out["medical__borne_recent_3m_z"] = pd.Series([robust_z(row, 3) for row in months], index=d.households)
    share = divide(out["medical__borne_sum_12m_fen"], out["income__all_sum_12m_fen"])
    out["medical__borne_to_income_12m_ratio"] = share
    bears = out["medical__borne_sum_12m_fen"] > 0
    # Nothing borne decides, whatever the share is; otherwise an unknown share leaves it unknown.
    out["medical__catastrophic_10_percent_flag"] = ((share > 0.1) & bears).astype(float).where(share.notna() | ~bears)
    observed = d.rows("observation", 24)
    insured = observed[observed.code == "insurance.enrolled"]
    out["medical__uninsured_members"] = d.per_person(
        last_state(insured, pd.Series(1.0, insured.index), insured.value >= 1), "count", 0)
    ill = d.rows("observation", 60)
    ill = ill[ill.code == "health.major_disease"]
    out["medical__major_disease_60m_members"] = d.per_person(ill.groupby("person_id").size(), "count", 0)


def other_features(d: Day, out: dict) -> None:
    cards = d.rows("disability_cert", 600)
    valid = cards.action.isin(["issued", "upgraded", "downgraded", "renewed"])
    cards = cards[valid | (cards.action == "cancelled")]
    ends = cards.action == "cancelled"
    out["disability__certified_members"] = d.per_person(
        last_state(cards, pd.Series(1.0, cards.index), ends), "count", 0)
    out["disability__severest_grade_count"] = d.per_person(last_state(cards, cards.grade.astype(float), ends), "min")
    school = d.rows("education_enrolment", 14)
    school = school[school.status == "enrolled"]
    out["education__pupils_members"] = d.per_person(school.groupby("person_id").size(), "count", 0)
    paying = school[school.tuition_fen.notna()]
    out["education__tuition_fen"] = d.per_person(
        last_state(paying, paying.tuition_fen, pd.Series(False, paying.index)), "sum", 0)
    assets = d.rows("asset_snapshot", 600)
    fund = assets[(assets.kind == "provident_fund") & assets.value_fen.notna()]
    out["assets__provident_fund_fen"] = d.per_person(
        last_state(fund, fund.value_fen, pd.Series(False, fund.index)), "sum", 0)
    cars = assets[assets.kind.isin(["vehicle_car", "vehicle_truck"])]
    gone = cars.status.isin(["given_up", "revoked"])
    cars = cars[gone | cars.status.isin(["held", "sealed"])]
    out["assets__car_owners_members"] = d.per_person(
        last_state(cars, pd.Series(1.0, cars.index), gone[cars.index]), "count", 0)
    grants = d.rows("assistance_grant", 12)
    paid = grants[grants.action == "paid"]
    out["aid__paid_12m_fen"] = d.series(paid.groupby("h").amount_fen.sum(min_count=1), 0)
    recent = d.rows("assistance_grant", 2)
    dibao = ["dibao", "dibao_single", "dibao_category", "dibao_gradual_exit"]
    held = recent[(recent.action == "paid") & recent.item.isin(dibao)]
    out["aid__dibao_held_flag"] = d.series((held.groupby("h").size() > 0).astype(float), 0)
    reports = d.rows("report", 24)
    out["voice__reports_12m_count"] = d.series(d.rows("report", 12).groupby("h").size(), 0)
    out["voice__since_report_days"] = d.series((d.at - reports.groupby("h").occurred_on.max()).dt.days)
    visits = d.rows("visit", 24)
    out["voice__visits_24m_count"] = d.series(visits.groupby("h").size(), 0)
    accidents = d.rows("disaster_event", 12, home="last")
    accidents = accidents[accidents.kind.isin(["fire", "traffic", "work_injury", "other"])]
    out["shock__accident_12m_count"] = d.series(accidents.groupby("h").size(), 0)
    rents = d.rows("housing", 18)
    rents = rents[rents.arrears_months.notna()].sort_values(["occurred_on", "recorded_at", "arrears_months"])
    out["housing__arrears_months"] = d.series(rents.groupby("h").arrears_months.last(), 0)


def utility_features(d: Day, out: dict) -> None:
    def power(months: int, before: int = 0) -> pd.DataFrame:
        rows = d.rows("utility_month", months, before)
        return rows[rows.kind == "electricity"]

    def used(months: int, before: int = 0) -> pd.Series:
        return d.series(power(months, before).groupby("h").usage.sum(min_count=1))

    out["utility__power_sum_12m_kwh"] = used(12)
    out["utility__power_to_year_ago_ratio"] = divide(used(3), used(3, 12))
    out["utility__power_arrears_6m_count"] = d.series(power(6).groupby("h").arrears_bills.max(), 0)
    readings = power(24)
    out["utility__since_reading_days"] = d.series((d.at - readings.groupby("h").occurred_on.max()).dt.days)
    months = d.monthly(power(30), 24, "usage", np.nan)
    out["utility__power_recent_3m_z"] = pd.Series([robust_z(row, 3) for row in months], index=d.households)
    out["utility__power_variation_24m_ratio"] = pd.Series([variation(row) for row in months], index=d.households)


def context_features(d: Day, out: dict) -> None:
    where = known("household", d.at)
    where = where[where.occurred_on <= d.at].sort_values(["occurred_on", "recorded_at", "source_dept", "source_row"])
    region = where.groupby("household_id").region_code.last().str[:9].reindex(d.households)
    own = out["income__all_sum_12m_fen_per_member"]
    result = {}
    for household in d.households:
        others = own[(region == region[household]) & (own.index != household)].dropna()
        result[household] = others.mean() if len(others) >= 10 else np.nan
    out["x__income_township_fen_per_member"] = d.series(result)
    income = d.rows("income_month", 24)
    out["known__income_days"] = d.series((d.at - income.groupby("h").recorded_at.max()).dt.days)
    claims = d.rows("medical_claim", 24)
    out["known__no_medical_flag"] = (d.series(claims.groupby("h").size(), 0) == 0).astype(float)


def signals(out: dict) -> dict:
    """Level of each household: 0 none, 1 blue, 2 yellow, 3 orange, 4 red. Thresholds as the catalogue states them."""
    share, borne = out["medical__borne_to_income_12m_ratio"], out["medical__borne_sum_12m_fen"]
    drop, uninsured = out["income__recent_3m_to_past_24m_ratio"], out["medical__uninsured_members"]
    loss, jobless = out["work__since_loss_days"], out["work__unemployed_now_members"]
    spike, recent = out["medical__borne_recent_3m_z"], out["medical__borne_sum_3m_fen"]
    return {
        "MED_OOP_RATIO": np.select(
            [(share >= 0.6) & (borne >= 1_000_000), (share >= 0.4) & (borne >= 500_000),
             (share >= 0.2) & (borne >= 500_000)], [4, 3, 2], 0),
        "MED_SPIKE": np.select([(spike >= 6) & (recent >= 1_500_000), (spike >= 3) & (recent >= 500_000)], [3, 2], 0),
        "INC_DROP": np.select([drop <= 0.3, drop <= 0.6], [3, 2], 0),
        "INS_LAPSE": np.select([uninsured >= 2, uninsured >= 1], [2, 1], 0),
        "UNEMP_NEW": np.select([(jobless >= 1) & (loss <= 120)], [2], 0),
    }


def number(value: float) -> float | int | None:
    if pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def day(text: str) -> dict:
    d = Day(text)
    out: dict[str, pd.Series] = {}
    for family in (household_features, income_features, work_features, medical_features, other_features,
                   utility_features, context_features):
        family(d, out)
    values = {name: [number(v) for v in column.reindex(d.households)] for name, column in out.items()}
    fired = {code: [int(v) for v in column] for code, column in signals(out).items()}
    return {"households": d.households, "values": values, "signals": fired}


versions = {"python": platform.python_version(), "pandas": pd.__version__, "numpy": np.__version__}
result = {"versions": versions, "days": {text: day(text) for text in AS_OF}}
target = root / "features/oracles/county-features.json"
target.write_text(json.dumps(result, separators=(",", ":")) + "\n")
for text, found in result["days"].items():
    print(text, len(found["households"]), "households", len(found["values"]), "features")
    for name, column in found["values"].items():
        print(" ", name, len({v for v in column}), "values", sum(v is None for v in column), "missing")
    for code, column in found["signals"].items():
        print(" ", code, np.bincount(column, minlength=5).tolist())
