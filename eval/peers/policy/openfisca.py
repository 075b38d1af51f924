"""Four assistance rules in OpenFisca-Core, on the columns the bench wrote; prints times and answers as JSON.

Usage: openfisca.py FOLDER RUNS
FOLDER holds setting.json, doubles `<name>.f64` and bytes `<name>.u8`; household of each person in `home.u32`.
Timed: from columns in memory, in the types OpenFisca holds them in, to answers in memory; one thread, as NumPy works. Before each run
the one before is thrown away, so that its memory can be taken again; the first run is not counted.
Amounts are yuan, as a country package of OpenFisca would write them (its floats are single precision).
"""
import gc
import json
import sys
import time
from pathlib import Path

import numpy as np
from importlib.metadata import version
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import MONTH
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

MONTH_ASKED = "2025-06"

Person = build_entity(key="person", plural="persons", label="person", is_person=True)
Household = build_entity(
    key="household", plural="households", label="household", roles=[{"key": "member", "plural": "members"}]
)


def amount(name, entity):
    return type(name, (Variable,), {"value_type": float, "entity": entity, "definition_period": MONTH, "label": name})


class disability_grade(Variable):
    value_type = int
    entity = Person
    definition_period = MONTH
    label = "disability grade"


class self_care_failures(Variable):
    value_type = int
    entity = Person
    definition_period = MONTH
    label = "self-care items that fail"


class needs_long_care(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "needs long-term care"


class mind_disability(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH
    label = "intellectual or mental disability"


class household_income(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "income of 12 months"

    def formula(household, period):
        person = household.members
        gross = person("wage", period) + person("pension", period)
        return household.sum(np.maximum(gross - person("work_cost", period), 0))


class line(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "standard x persons x 12"

    def formula(household, period, parameters):
        return parameters(period).standard * 12 * household.nb_persons()


class dibao(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "on Dibao"

    def formula(household, period, parameters):
        within = household("financial_assets", period) <= parameters(period).dibao_years * household("line", period)
        return (household("household_income", period) < household("line", period)) * within


class dibao_amount(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Dibao a month, whole yuan"

    def formula(household, period):
        gap = household("line", period) - household("household_income", period)
        return np.where(household("dibao", period), np.ceil(gap / 12), 0)


class dibian(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "Dibian"

    def formula(household, period, parameters):
        p = parameters(period)
        top = np.minimum(p.dibian_multiplier * household("line", period), p.min_wage * 12 * household.nb_persons())
        within = household("financial_assets", period) <= p.dibian_years * household("line", period)
        return ~household("dibao", period) * (household("household_income", period) < top) * within


class rigid(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "rigid-expenditure hardship"

    def formula(household, period, parameters):
        p = parameters(period)
        income = household("household_income", period)
        fees = household.sum(household.members("education_fees", period))
        spending = household("living_costs", period) + fees
        within = household("financial_assets", period) <= p.rigid_years * household("line", period)
        below = income < p.disposable * household.nb_persons()
        lower = household("dibao", period) + household("dibian", period)
        return ~lower * below * within * (spending > p.rigid_ratio * income)


class nursing(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "nursing subsidy"

    def formula(person, period, parameters):
        p = parameters(period)
        grade = person("disability_grade", period)
        severe = (grade >= 1) * ((grade <= p.severe_grade) + person("mind_disability", period) * (grade <= p.mind_grade))
        fails = person("self_care_failures", period)
        paid = np.where(fails >= 4, p.nursing_full, np.where(fails >= 1, p.nursing_half, p.nursing_light))
        return np.where(severe * person("needs_long_care", period), paid, 0)


def system(setting):
    tbs = TaxBenefitSystem([Person, Household])
    tbs.parameters = ParameterNode(
        "", data={k: {"values": {"2025-01-01": {"value": v}}} for k, v in setting["parameters"].items()}
    )
    for name in ["wage", "pension", "work_cost", "education_fees"]:
        tbs.add_variable(amount(name, Person))
    for name in ["financial_assets", "living_costs"]:
        tbs.add_variable(amount(name, Household))
    for variable in [disability_grade, self_care_failures, needs_long_care, mind_disability, household_income]:
        tbs.add_variable(variable)
    for variable in [line, dibao, dibao_amount, dibian, rigid, nursing]:
        tbs.add_variable(variable)
    return tbs


AMOUNTS = ["wage", "pension", "work_cost", "education_fees", "financial_assets", "living_costs"]
COUNTS = ["disability_grade", "self_care_failures"]
FLAGS = ["needs_long_care", "mind_disability"]


def read_inputs(folder):
    """Columns in the types OpenFisca takes them in."""
    inputs = {name: (np.fromfile(folder / f"{name}.f64") / 100).astype(np.float32) for name in AMOUNTS}
    inputs |= {name: np.fromfile(folder / f"{name}.f64").astype(np.int32) for name in COUNTS}
    inputs |= {name: np.fromfile(folder / f"{name}.u8", dtype=np.uint8).astype(bool) for name in FLAGS}
    return inputs


def populations_of(tbs, folder, setting):
    home = np.fromfile(folder / "home.u32", dtype=np.uint32).astype(np.int64)
    populations = tbs.instantiate_entities()
    person, household = populations["person"], populations["household"]
    person.count = len(home)
    person.ids = np.arange(person.count)
    household.count = setting["households"]
    household.ids = np.arange(household.count)
    household.members_entity_id = home
    household.members_role = np.full(person.count, household.entity.flattened_roles[0])
    return populations


def simulate(tbs, populations, inputs):
    simulation = Simulation(tbs, populations)
    for name, values in inputs.items():
        simulation.set_input(name, MONTH_ASKED, values)
    return simulation


def main(folder, runs):
    setting = json.loads((folder / "setting.json").read_text())
    tbs = system(setting)
    inputs = read_inputs(folder)
    times, out = [], {}
    for _ in range(runs + 1):
        simulation = None
        gc.collect()
        populations = populations_of(tbs, folder, setting)
        start = time.perf_counter()
        simulation = simulate(tbs, populations, inputs)
        for name in ["dibao_amount", "dibian", "rigid"]:
            out[name] = simulation.calculate(name, MONTH_ASKED)
        per_person = simulation.calculate("nursing", MONTH_ASKED)
        out["nursing"] = simulation.household.sum(per_person)
        times.append((time.perf_counter() - start) * 1000)
    times = times[1:]
    for name, values in out.items():
        np.asarray(values, dtype=np.float64).tofile(folder / f"{name}.out.f64")
    value = float(np.asarray(out["dibao_amount"], dtype=np.float64).sum())
    print(json.dumps({"name": "openfisca-core", "version": version("openfisca-core"), "timesMs": times, "value": value}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
