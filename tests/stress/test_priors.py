"""Priors: the standard file, what a wrong file is told, and what "without" means."""

from __future__ import annotations

import math
from importlib.resources import files

import pytest

from safeconduct.model.errors import InputError
from safeconduct.stress.luck import Luck
from safeconduct.stress.priors import NAMES, lines, read_priors, standard

TEXT = files("safeconduct.stress").joinpath("data/priors.toml").read_text("utf-8")


def test_every_standard_prior_says_what_it_is_and_where_it_comes_from() -> None:
    priors = standard()
    assert tuple(priors.by_name) == NAMES
    for prior in priors.by_name.values():
        assert prior.says
        assert prior.unit
        assert "judgement" in prior.source, "a figure that is read from a source says so; none is yet"
    assert len(list(lines(priors))) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_without_a_disturbance_it_has_its_neutral_value_on_every_day(name: str) -> None:
    priors = standard().without(name)
    neutral = priors.by_name[name].neutral
    values = {priors.draw(Luck(1, day), name) for day in range(20)}
    assert values == {neutral} or values == {math.inf}  # a rate of 0: never
    assert priors.sha != standard().sha


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("lognormal = [1.5, 5]", "lognormal = [5, 1.5]", "screening.lognormal"),
        ("lognormal = [1.5, 5]", "lognormal = [1.5]", "screening.lognormal"),
        ("lognormal = [1.5, 5]", 'lognormal = ["slow", 5]', "screening.lognormal"),
        ("lognormal = [1.5, 5]", "normal = [1.5, 5]", "screening.shape"),
        ("lognormal = [1.5, 5]", "lognormal = [1.5, 5]\nfixed = 1", "screening.shape"),
        ("lognormal = [1.5, 5]", "lognormal = [1.5, 5]\nnote = 1", "screening.note"),
        ("triangle = [0.15, 0.75, 1.0]", "triangle = [0.15, 0.75, 1.2]", "turnout.agreed.triangle"),
        ("uniform = [30, 180]", "uniform = [-30, 180]", "window.extended.by.uniform"),
        ("lognormal = [1.5, 5]", "lognormal = [1.5, 1e30]", "screening.lognormal"),
        ("lognormal = [1.5, 5]", "lognormal = [1e-300, 5]", "screening.lognormal"),
        ("chance = 0.12", "chance = true", "weather.chance"),
        ("chance = 0.12", "chance = 12", "weather.chance"),
        ("chance = 0.12", "chance = nan", "weather.chance"),
        ('unit = "chance per vehicle"', 'unit = ""', "driver.absent.unit"),
        ("[weather]", "[wether]", "wether"),
        ("chance = 0.12", "fixed = 2", "weather.fixed"),
        ("chance = 0.12\nneutral = 0", "chance = 0.12\nneutral = 1", "weather.neutral"),
        ("lognormal = [1.15, 1.6]", "fixed = 0", "driving.fixed"),
        ("triangle = [0.9, 1.0, 1.25]", "triangle = [0, 1.0, 1.25]", "driving.run.triangle"),
        ("chance = 0.12", "uniform = [0, 1]", "weather.uniform"),
        ("chance = 0.12", "rate = 3", "weather.rate"),
        ("rate = 0.01", "chance = 0.1", "breakdown.chance"),
        ("triangle = [0.15, 0.75, 1.0]", "rate = 0.5", "turnout.agreed.rate"),
        ("lognormal = [1.5, 5]", "chance = 0.5", "screening.chance"),
        ('unit = "share"', 'unit = "percent"', "turnout.agreed.unit"),
        ('unit = "minutes"', 'unit = "hours"', "start.late.agreed.unit"),
        ('unit = "factor"', 'unit = "times per hour"', "turnout.direction.same.unit"),
        ("chance = 0.12", "chance = 1" + 400 * "0", "weather.chance"),
    ],
)
def test_a_wrong_prior_names_its_field(old: str, new: str, field: str) -> None:
    assert old in TEXT
    with pytest.raises(InputError) as refused:
        read_priors(TEXT.replace(old, new, 1), "mine.toml")
    assert (refused.value.file, refused.value.field) == ("mine.toml", field)
    assert refused.value.next_step


def test_a_file_that_is_no_toml_is_refused_by_name() -> None:
    with pytest.raises(InputError) as refused:
        read_priors("[weather\n", "mine.toml")
    assert refused.value.file == "mine.toml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lognormal = [1.5, 5]", "fixed = 2"),
        ("lognormal = [1.5, 5]", "uniform = [1, 3]"),
        ("triangle = [0.15, 0.75, 1.0]", "fixed = 1.0"),
        ("chance = 0.12", "chance = 1"),
        ("rate = 0.01", "rate = 0"),
        ('unit = "chance per vehicle"', 'unit = "chance per bus"'),
    ],
)
def test_another_shape_of_the_same_kind_is_taken(old: str, new: str) -> None:
    assert read_priors(TEXT.replace(old, new, 1), "mine.toml").by_name.keys() == set(NAMES)
