"""Forms are read whole, and every problem of a bad one is told."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.reading import MAX_BLOCKS, DefinitionRefused, read_definition, write_definition

JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["blocks", "key", "kind", "title", "label", "fields", "choices", "columns", "formula"])
            | st.text(max_size=4),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)
KEYS = st.text(string.ascii_lowercase, min_size=1, max_size=8)
WORDS = st.dictionaries(
    st.sampled_from(["fr", "en"]), st.text(st.characters(codec="utf-8", categories=["L"]), min_size=1), min_size=1
)


@st.composite
def forms(draw):
    """Forms that are right: fields of every kind, with unique keys and an earlier choice for conditions."""
    keys = iter(draw(st.lists(KEYS, min_size=12, max_size=12, unique=True)))
    choices = [{"key": key, "label": draw(WORDS)} for key in ("yes", "no")]
    chosen, rows = next(keys), next(keys)
    people = {"counts_people": draw(st.booleans())}
    columns = [{"key": "n", "kind": "number", "label": draw(WORDS), **people}]
    formula = {"operation": "sum", "of": f"{rows}.n"}
    fields = [
        {"key": chosen, "kind": "choice", "label": draw(WORDS), "choices": choices},
        {"key": rows, "kind": "rows", "label": draw(WORDS), "columns": columns},
        {"key": next(keys), "kind": "computed", "label": draw(WORDS), "formula": formula, **people},
    ]
    for kind in draw(st.lists(st.sampled_from(["text", "long_text", "number", "date", "file"]), max_size=6)):
        one = {"key": next(keys), "kind": kind, "label": draw(WORDS), "is_required": draw(st.booleans())}
        if draw(st.booleans()):
            one["condition"] = {"field": chosen, "is_one_of": draw(st.sampled_from([["yes"], ["yes", "no"]]))}
        if kind == "number":
            one["minimum"], one["maximum"] = 0, draw(st.integers(0, 99))
        fields.append(one)
    return {"blocks": [{"key": "a", "title": draw(WORDS), "fields": fields}]}


def one_field(**more):
    return {"blocks": [{"key": "a", "title": {"fr": "A"}, "fields": [{"key": "x", "label": {"fr": "X"}, **more}]}]}


def problems(data):
    with pytest.raises(DefinitionRefused) as refused:
        read_definition(data)
    return [str(problem) for problem in refused.value.problems]


@given(forms())
def test_a_form_written_and_read_again_is_the_same(data):
    definition = read_definition(data)
    assert read_definition(write_definition(definition)) == definition


@given(JSON)
def test_any_data_is_read_or_refused_with_sentences(data):
    told = "read"
    try:
        read_definition(data)
    except DefinitionRefused as refused:
        told = refused.problems and str(refused)
    assert told


def test_every_problem_is_told_with_its_place():
    data = {
        "blocks": [
            {"key": "a", "title": {"fr": "A"}, "fields": [{"key": "x", "kind": "colour", "label": {}}]},
            {"key": "B!", "title": "B", "fields": [{"key": "y", "kind": "choice", "label": {"fr": "Y"}}]},
        ]
    }
    told = problems(data)
    assert len(told) == 5
    assert sum(problem.startswith("a / x") for problem in told) == 2


def test_a_key_is_used_once_in_the_whole_form():
    data = one_field(kind="text")
    data["blocks"].append({"key": "b", "title": {"fr": "B"}, "fields": data["blocks"][0]["fields"]})
    assert len(problems(data)) == 1


@pytest.mark.parametrize("of", ["x", "later", "absent", "said"])
def test_a_condition_names_an_earlier_field_with_choices(of):
    yes = [{"key": "yes", "label": {"fr": "Oui"}}]
    condition = {"field": of, "is_one_of": ["yes"]}
    fields = [
        {"key": "said", "kind": "text", "label": {"fr": "Dit"}},
        {"key": "x", "kind": "choice", "label": {"fr": "X"}, "choices": yes, "condition": condition},
        {"key": "later", "kind": "choice", "label": {"fr": "Après"}, "choices": yes},
    ]
    assert len(problems({"blocks": [{"key": "a", "title": {"fr": "A"}, "fields": fields}]})) == 1


def test_a_condition_names_choices_that_are_there():
    yes = [{"key": "yes", "label": {"fr": "Oui"}}]
    fields = [
        {"key": "x", "kind": "choice", "label": {"fr": "X"}, "choices": yes},
        {"key": "y", "kind": "text", "label": {"fr": "Y"}, "condition": {"field": "x", "is_one_of": ["no"]}},
    ]
    assert len(problems({"blocks": [{"key": "a", "title": {"fr": "A"}, "fields": fields}]})) == 1


@pytest.mark.parametrize("of", ["x", "absent", "absent.n", "table", "table.said", "table.absent"])
def test_a_sum_names_a_column_of_numbers(of):
    columns = [
        {"key": "n", "kind": "number", "label": {"fr": "N"}},
        {"key": "said", "kind": "text", "label": {"fr": "D"}},
    ]
    fields = [
        {"key": "table", "kind": "rows", "label": {"fr": "T"}, "columns": columns},
        {"key": "x", "kind": "computed", "label": {"fr": "X"}, "formula": {"operation": "sum", "of": of}},
    ]
    assert problems({"blocks": [{"key": "a", "title": {"fr": "A"}, "fields": fields}]})


def test_a_form_has_a_bounded_number_of_blocks_and_fields():
    block = {"key": "a", "title": {"fr": "A"}, "fields": []}
    assert problems({"blocks": [{**block, "key": f"b{n}"} for n in range(MAX_BLOCKS + 1)]})
    many = [{"key": f"x{n}", "kind": "text", "label": {"fr": "X"}} for n in range(401)]
    assert problems({"blocks": [{**block, "fields": many}]})


def test_a_table_holds_no_table():
    inner = {"key": "x", "kind": "rows", "label": {"fr": "X"}, "columns": []}
    assert problems(one_field(kind="rows", columns=[inner]))


def test_html_in_a_form_is_kept_as_text():
    read = read_definition(one_field(kind="text", help={"fr": "<script>alert(1)</script>"}))
    assert read.fields["x"].help["fr"] == "<script>alert(1)</script>"
    assert read.fields["x"].kind == FieldKind.TEXT


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800"])
def test_characters_that_no_database_keeps_are_refused(bad):
    assert problems(one_field(kind="text", help={"fr": bad}))


@pytest.mark.parametrize(("column", "field"), [({"visibility": "restricted"}, {}), ({"counts_people": True}, {})])
def test_a_figure_is_no_more_open_than_what_it_adds(column, field):
    columns = [{"key": "n", "kind": "number", "label": {"fr": "N"}, **column}]
    formula = {"operation": "sum", "of": "table.n"}
    fields = [
        {"key": "table", "kind": "rows", "label": {"fr": "T"}, "columns": columns},
        {"key": "x", "kind": "computed", "label": {"fr": "X"}, "formula": formula, **field},
    ]
    assert len(problems({"blocks": [{"key": "a", "title": {"fr": "A"}, "fields": fields}]})) == 1
