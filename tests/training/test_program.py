"""Programs are read as written, and refused with the place and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.errors import InputError, ProgramError
from myostride.training import Program, assumptions, plan_sessions
from myostride.training.elements import Endurance, Rest

from .people import program

STUDY = """
name: example_hiit
citation: Author et al. 2017, Journal 10:137
doi: 10.0000/example
people: {n: 12, women: 10, age_y: 20, mass_kg: 64, height_m: 1.70, vo2max_ml_kg_min: 42,
         status: active}
diet: {protein_g_per_kg: 1.4, energy_balance_kcal: 0, carbohydrate_g_per_kg: 5}
daily_steps: 8000
blocks:
  - weeks: 10
    sessions_per_week: 2.45
    session:
      - run: {minutes: 10, hr_max_pct: 70}
      - run: {repeat: 4, minutes: 4, hr_max_pct: 92.5, rest: {minutes: 3, hr_max_pct: 70}}
outcomes:
  - {muscle: vasti, measure: us_csa, week: 10, change_pct: 10.6, sd: 9.4, control_pct: 0}
"""


def test_a_study_file_is_read_as_written() -> None:
    study = Program.from_text(STUDY, "hiit.yaml")
    assert (study.name, study.study, study.arm) == ("example_hiit", "example", "hiit")
    assert study.length_days == 70
    assert study.people.women_share == pytest.approx(10 / 12)
    assert study.diet.protein_g_per_kg == 1.4
    warm_up, intervals = study.blocks[0].sessions[0]
    assert isinstance(warm_up, Endurance)
    assert isinstance(intervals, Endurance)
    assert warm_up.dose.seconds == 600
    assert (intervals.repeat, intervals.dose.seconds) == (4, 240)
    assert isinstance(intervals.rest, Rest)
    assert intervals.rest.dose.seconds == 180
    assert study.outcomes is not None
    assert study.outcomes[0].value == 10.6


def test_study_and_arm_may_be_given_apart_from_the_name() -> None:
    text = STUDY.replace("name: example_hiit", "name: anything\nstudy: smith_2017\narm: run_1")
    study = Program.from_text(text, "x.yaml")
    assert (study.study, study.arm) == ("smith_2017", "run_1")


def test_a_program_without_a_name_is_called_after_its_file(tmp_path: Path) -> None:
    path = tmp_path / "hills_spring.yaml"
    path.write_text("blocks: [{weeks: 1, session: [{run: {}}]}]", encoding="utf-8")
    assert Program.from_yaml(path).name == "hills_spring"


def test_a_program_is_no_study_and_a_study_may_have_no_outcomes_yet() -> None:
    assert program("  - {weeks: 1, condition: normal}").outcomes is None
    assert program("  - {weeks: 1, condition: normal}", "outcomes: []").outcomes == ()


def test_everything_missing_is_a_default_that_is_named() -> None:
    bare = program("  - {weeks: 2, session: [{run: }, {lift: {exercise: back_squat}}, {jump: }]}")
    assert len(plan_sessions(bare)) == 6
    said = " | ".join(assumptions(bare))
    for topic in (
        "body mass", "height", "status", "age", "sex", "VO2max", "daily steps", "sessions a week",
        "run: length", "run: intensity", "sets", "reps", "load", "rest", "count",
    ):  # fmt: skip
        assert topic in said


def test_nothing_is_assumed_where_everything_is_stated() -> None:
    full = program(
        "  - {weeks: 1, days: [mon], session: [{run: {minutes: 30, speed_m_s: 3}}]}",
        "people: {sex: male, age_y: 30, mass_kg: 70, height_m: 1.75, vo2max_ml_kg_min: 50,"
        " status: runner}\ndaily_steps: 9000",
    )
    assert assumptions(full) == ()


# What is wrong, and what the one line must say: the place and the remedy.
RUN = "  - {weeks: 2, session: [{run: %s}]}"
WRONG = {
    "unknown_key": (RUN % "{minutes: 30, hr_max: 70}", ["block 1", "session 1", "element 1",
                                                        "hr_max'", "'hr_max_pct'"]),
    "second_block": ("  - {weeks: 1, condition: normal}\n  - {weeks: 1, sesion: []}",
                     ["block 2", "'session'"]),
    "third_element": ("  - {weeks: 1, session: [{run: {}}, {run: {}}, {run: {minuts: 3}}]}",
                      ["element 3", "'minutes'"]),
    "second_session": ("  - {weeks: 1, sessions: [[{run: {}}], [{runn: {}}]]}",
                       ["session 2", "'run'"]),
    "in_rest": (RUN % "{repeat: 2, rest: {minute: 2}}", ["rest", "'minutes'"]),
    "in_carried": (RUN % "{carried: {vest: 8}}", ["carried", "vest"]),
    "in_group": ("  - {weeks: 1, session: [{group: {steps: [{run: {distance: 5}}]}}]}",
                 ["steps, element 1", "'distance_m'"]),
    "exercise": ("  - {weeks: 1, session: [{lift: {exercise: back_sqat}}]}", ["'back_squat'"]),
    "no_exercise": ("  - {weeks: 1, session: [{lift: {sets: 3}}]}", ["needs its exercise"]),
    "speed": (RUN % "{speed_m_s: 30}", ["speed_m_s is 30", "12.5"]),
    "negative": (RUN % "{minutes: -5}", ["minutes is -5"]),
    "reps": ("  - {weeks: 1, session: [{lift: {exercise: lunge, reps: 400}}]}", ["reps is 400"]),
    "text_number": (RUN % "{minutes: thirty}", ["minutes must be a number", "'thirty'"]),
    "bool_number": (RUN % "{minutes: true}", ["minutes must be a number"]),
    "nan": (RUN % "{minutes: .nan}", ["minutes is nan"]),
    "vast": (RUN % ("{minutes: 1" + "0" * 400 + "}"), ["minutes is inf"]),
    "fraction": (RUN % "{repeat: 2.5}", ["whole number"]),
    "two_doses": (RUN % "{minutes: 3, distance_m: 800}", ["minutes and distance_m exclude"]),
    "two_intensities": (RUN % "{hr_max_pct: 70, effort: easy}", ["exclude each other"]),
    "two_loads": ("  - {weeks: 1, session: [{lift: {exercise: lunge, max: true, load_rm: 8}}]}",
                  ["exclude each other"]),
    "failure_in_reserve": ("  - {weeks: 1, session: [{lift: {exercise: lunge, to_failure: true,"
                           " reps_in_reserve: 3}}]}", ["exclude each other"]),
    "finish_alone": (RUN % "{minutes: 3, finish_min: 3}", ["needs distance_m"]),
    "finish_fast": (RUN % "{distance_m: 10000, finish_min: 5}", ["33.3 m/s"]),
    "effort_word": (RUN % "{effort: eassy}", ["'easy'"]),
    "power_on_foot": (RUN % "{power_w: 200}", ["power_w"]),
    "session_and_sessions": ("  - {weeks: 1, session: [{run: {}}], sessions: [[{run: {}}]]}",
                             ["exclude each other"]),
    "two_frequencies": ("  - {weeks: 1, sessions_per_week: 2, every_days: 2, session: [{run: }]}",
                        ["exclude each other"]),
    "weeks_and_days": ("  - {weeks: 1, days: 7, session: [{run: {}}]}", ["exclude each other"]),
    "no_length": ("  - {session: [{run: {}}]}", ["how long"]),
    "weekday": ("  - {weeks: 1, days: [mon, wen], session: [{run: {}}]}", ["'wen'"]),
    "weekday_twice": ("  - {weeks: 1, days: [mon, monday], session: [{run: }]}", ["twice"]),
    "empty_session": ("  - {weeks: 1, session: []}", ["session is empty"]),
    "nothing": ("  - {weeks: 1}", ["nothing is done"]),
    "frequency_alone": ("  - {weeks: 1, sessions_per_week: 2, condition: normal}",
                        ["without a session"]),
    "empty_blocks": ("  []", ["blocks is empty"]),
    "blocks_text": ("  easy", ["must be a list"]),
    "block_text": ("  - easy", ["block 1"]),
    "element_text": ("  - {weeks: 1, session: [run]}", ["element 1", "run, walk"]),
    "progression": ("  - {weeks: 1, session: [{run: }], progression: {of: pace, pct_per_week: 5}}",
                    ["pace"]),
    "progression_side": ("  - {weeks: 4, session: [{run: }], progression: {of: speed,"
                         " pct_per_week: 5, to_pct: 80}}", ["to_pct"]),
    "condition": ("  - {weeks: 1, condition: bedrest}", ["'bed_rest'"]),
    "ages": ("  - {weeks: 9000, condition: normal}", ["weeks is 9000"]),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "says"), WRONG.values(), ids=WRONG)
def test_a_wrong_program_is_refused_with_place_and_remedy(blocks: str, says: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        program(blocks)
    message = str(caught.value)
    assert "\n" not in message
    assert "test.yaml" in message
    for words in says:
        assert words in message


HEADS = {
    "people_key": ("people: {weight: 70}", "weight"),
    "height_cm": ("people: {height_m: 175}", "did you mean 1.75"),
    "status": ("people: {status: runer}", "'runner'"),
    "women": ("people: {n: 5, women: 9}", "more than n"),
    "two_energies": ("diet: {energy_balance_kcal: 0, energy_deficit_pct: 20}", "exclude"),
    "diet_key": ("diet: {protein: 2}", "protein_g_per_kg"),
    "steps": ("daily_steps: many", "must be a number"),
    "top": ("block: 3", "'blocks'"),
    "outcome_list": ("outcomes: 3", "must be a list"),
}


@pytest.mark.parametrize(("head", "says"), HEADS.values(), ids=HEADS)
def test_a_wrong_head_is_refused_in_one_line(head: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        program("  - {weeks: 1, condition: normal}", head)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_program_without_blocks_says_so() -> None:
    with pytest.raises(ProgramError, match="blocks is missing"):
        Program.from_text("name: x", "x.yaml")


def test_unreadable_files_are_refused_in_one_line(tmp_path: Path) -> None:
    binary = tmp_path / "run.fit"
    binary.write_bytes(b"\x0e\x10\xff\xfe\x80")
    for path in (binary, tmp_path / "absent.yaml", tmp_path):
        with pytest.raises(ProgramError) as caught:
            Program.from_yaml(path)
        assert "\n" not in str(caught.value)


def test_a_deficit_in_percent_becomes_kilocalories() -> None:
    cut = program("  - {weeks: 1, condition: normal}", "diet: {energy_deficit_pct: 20}")
    # 35 kcal/kg x 70 kg = 2450 kcal a day.
    assert cut.diet.energy_balance_kcal == pytest.approx(-490)


JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["run", "lift", "weeks", "days", "session", "minutes", "exercise", "x"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=200)
@given(value=JSON_LIKE)
def test_any_content_of_a_block_is_read_or_refused_in_one_line(value: object) -> None:
    text = yaml.safe_dump({"blocks": [{"weeks": 1, "session": value}]})
    try:
        answer: object = plan_sessions(Program.from_text(text, "x.yaml"))
    except InputError as refusal:
        answer = str(refusal)
    assert isinstance(answer, list) or "\n" not in str(answer)
