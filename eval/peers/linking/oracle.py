"""An independent computation of what src/linking learns and answers, on the sample beside its test.

Levels and candidates are told from the texts anew, row by row and person by person, sounds by pypinyin; the
arithmetic is numpy's. Input: sample.json (persons, rows, truth, declared model, look-alike pairs, level names).

    python eval/peers/linking/oracle.py src/linking/oracles/sample.json > src/linking/oracles/linking.json
"""
import json
import re
import sys
from collections import Counter

import numpy
import pypinyin
from pypinyin import Style, pinyin

sample = json.load(open(sys.argv[1], encoding="utf8"))
PERSONS, ROWS, TRUTH, MODEL, LEVELS = (sample[k] for k in ("persons", "rows", "truth", "model", "levels"))
LOOK_ALIKE = {tuple(pair) for pair in sample["lookAlike"]}
FIELDS = list(LEVELS)


def sounds(character):
    toned = set(pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0])
    return toned, {re.sub(r"\d", "", sound) for sound in toned}


SOUNDS = {c: sounds(c) for p in PERSONS + ROWS for c in p["name"]}


def name_level(a, b):
    if a == b:
        return "same"
    if len(a) != len(b):
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        if len(longer) == len(shorter) + 1 and len(shorter) > 1:
            if any(longer[:k] + longer[k + 1:] == shorter for k in range(len(longer))):
                return "one_character_missing"
        return "same_surname" if a[0] == b[0] else "different"
    unlike = [(x, y) for x, y in zip(a, b) if x != y]
    if all(SOUNDS[x][0] & SOUNDS[y][0] for x, y in unlike):
        return "same_pinyin"
    if all(SOUNDS[x][1] & SOUNDS[y][1] for x, y in unlike):
        return "same_pinyin_but_tone"
    if len(unlike) == 1:
        if unlike[0] in LOOK_ALIKE:
            return "one_similar_character"
        return "one_of_many_characters" if len(a) > 2 else "one_of_two_characters"
    if len(unlike) == 2 and unlike[0] == unlike[1][::-1]:
        return "characters_swapped"
    return "same_surname" if a[0] == b[0] else "different"


def unlike_digits(a, b):
    return sum(x != y for x, y in zip(a, b))


def birth_level(a, b):
    if a == b:
        return "same"
    if a[:4] == b[:4] and a[5:7] == b[8:] and a[8:] == b[5:7]:
        return "day_and_month_swapped"
    if unlike_digits(a, b) == 1:
        return "one_digit_differs"
    return "same_month" if a[:7] == b[:7] else "same_year" if a[:4] == b[:4] else "different"


def phone_level(a, b):
    if a is None or b is None:
        return "missing"
    if a == b:
        return "same"
    if unlike_digits(a, b) == 1:
        return "one_digit_differs"
    return "same_last_four" if a[-4:] == b[-4:] else "different"


def address_parts(text):
    county, town, village, door = re.fullmatch(r"(云溪县)?(.+?(?:镇|街道))(.+?(?:村|小区))(.+)", text).groups()
    units = {u for u in [county, town, village] if u} | set(re.findall(r".+?(?:单元|[组号栋室])", door))
    return village, door, units


PARTS = {p["address"]: address_parts(p["address"]) for p in PERSONS + ROWS}


def address_level(a, b):
    if a == b:
        return "same"
    (village, door, units), (village2, door2, units2) = PARTS[a], PARTS[b]
    if village == village2:
        return "same_door" if door == door2 else "same_village"
    return "overlapping" if len(units & units2) / len(units | units2) >= 0.5 else "different"


def levels(row, person):
    named = {
        "name": name_level(row["name"], person["name"]),
        "sex": "same" if row["sex"] == person["sex"] else "different",
        "birthDate": birth_level(row["birthDate"], person["birthDate"]),
        "phone": phone_level(row["phone"], person["phone"]),
        "address": address_level(row["address"], person["address"]),
        "idNumber": "missing",
    }
    return [LEVELS[field].index(named[field]) for field in FIELDS]


n = len(PERSONS)
grid = numpy.array([[levels(row, person) for person in PERSONS] for row in ROWS])


def rates_of(table):
    return [numpy.array(table[field]) for field in FIELDS]


def likelihood(table):
    return numpy.prod([rate[grid[:, :, f]] for f, rate in enumerate(rates_of(table))], axis=0)


# How common each person's name, surname and home are.
full, family = Counter(p["name"] for p in PERSONS), Counter(p["name"][0] for p in PERSONS)
home, phone = Counter(p["address"] for p in PERSONS), Counter(p["phone"] for p in PERSONS)
ratio = numpy.ones((len(ROWS), n))
for i, row in enumerate(ROWS):
    for j, person in enumerate(PERSONS):
        level = LEVELS["name"][grid[i, j, 0]]
        if level == "same":
            ratio[i, j] = full[person["name"]] / n / MODEL["sameName"]
        elif level != "different" and row["name"][0] == person["name"][0]:
            ratio[i, j] = family[person["name"][0]] / n / MODEL["sameSurname"]
crowd = numpy.array([max(1, (max(home[p["address"]], phone[p["phone"]]) - 1) / MODEL["crowd"]) for p in PERSONS])


def kind(name):
    return MODEL["chance"][name]["share"] * likelihood(MODEL["chance"][name]["rates"])



def is_candidate(row, person):
    """Whether the two share a blocking key."""
    (village, door, _), (village2, door2, _) = PARTS[row["address"]], PARTS[person["address"]]
    sound, sound2 = ([pypinyin.lazy_pinyin(c)[0] for c in p["name"]] for p in (row, person))
    birth, birth2 = row["birthDate"], person["birthDate"]
    return (
        (row["phone"] is not None and row["phone"] == person["phone"])
        or ((village, door) == (village2, door2) and sound[0] == sound2[0])
        or (birth == birth2 and row["sex"] == person["sex"])
        or (sound == sound2 and (birth[:4] == birth2[:4] or birth[5:] == birth2[5:] or village == village2))
    )


candidates = numpy.array([[is_candidate(row, person) for person in PERSONS] for row in ROWS])
chance = (kind("strangers") + kind("neighbours")) * ratio + (kind("kin") + kind("twins")) * crowd


def posterior(match_table, share):
    weight = candidates * share / n * likelihood(match_table) / chance
    return weight / (1 - share + weight.sum(axis=1, keepdims=True))


def smoothed(counts, declared, strength):
    out = {}
    for f, field in enumerate(FIELDS):
        seen = counts[f].copy()
        seen[0] = 0
        rate = (seen + strength * numpy.array(declared[field])) / (seen.sum() + strength)
        rate[0] = 1
        out[field] = rate.tolist() if field != "idNumber" else declared[field]
    return out


def tally(weights):
    return [
        numpy.bincount(grid[:, :, f].ravel(), weights=weights.ravel(), minlength=len(LEVELS[field]))
        for f, field in enumerate(FIELDS)
    ]


# Labelled: rates of the true pairs.
truth = numpy.zeros((len(ROWS), n))
for i, person in enumerate(TRUTH):
    if person >= 0:
        truth[i, person] = 1
labelled = smoothed(tally(truth), MODEL["match"], 50)

# Unlabelled: expectation–maximisation.
share, match, rounds = MODEL["matchShare"], MODEL["match"], 0
for rounds in range(1, 51):
    p = posterior(match, share)
    before, share = share, min(0.999, max(0.01, p.sum() / len(ROWS)))
    match = smoothed(tally(p), MODEL["match"], 50)
    if abs(share - before) < 1e-5:
        break

p = posterior(MODEL["match"], MODEL["matchShare"])
best = p.argmax(axis=1)
json.dump(
    {
        "versions": {"python": sys.version.split()[0], "numpy": numpy.__version__, "pypinyin": pypinyin.__version__},
        "seed": sample["seed"],
        "levelsOfBest": [grid[i, j].tolist() for i, j in enumerate(best)],
        "best": best.tolist(),
        "probability": [float(p[i, j]) for i, j in enumerate(best)],
        "labelledMatch": labelled,
        "em": {"matchShare": float(share), "rounds": rounds, "match": match},
    },
    sys.stdout,
)
