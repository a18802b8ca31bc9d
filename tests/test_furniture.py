"""Page furniture at the end of a text goes; the article stays to the last character."""

import pytest
from furniture_cases import ARTICLES, ENDINGS, TAILS
from hypothesis import given
from hypothesis import strategies as st

from advisor.loading.furniture import without_furniture

ARTICLE = pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)

GUIDE = """# Reviewing changes in small steps

A review of forty lines finds more faults than a review of four hundred, because the reader still
remembers the first line when she reaches the last one.

For more on the subject, see the [notes on review](https://notes.kleinschritt.example/review).

## How to begin

-   [Trunk-based work](/capabilities/trunk/)
-   [Small batches](/capabilities/batches/)
    -   [Lead time](/capabilities/lead-time/)

## Other forms of review

### Pairing

[Pairing](https://pairing.kleinschritt.example)

## Ways to measure it

| Factor | What to measure |
|--------|-----------------|
| Size   | [Lines a change](/measures/lines/) |

## Links

-   [Community of practice](https://community.kleinschritt.example)
-   [Research program](/research/)
-   [Quick check](/quickcheck/)

## What's next

-   For links to other articles and resources, see the
    [practice page](https://notes.kleinschritt.example/practice).
-   Take the
    [quick check](/quickcheck/)
    to understand where you stand.
"""
"""An honest article of which a large part is lists of links under headings."""


def joined(article: str, name: str, tail: str) -> str:
    return f"{article}\n{tail}" if name.endswith("_joined") else f"{article}\n\n{tail}"


@ARTICLE
@pytest.mark.parametrize("name", [name for name in TAILS if not name.startswith("hard_")])
def test_a_tail_is_removed_to_the_last_character(article: str, name: str) -> None:
    assert without_furniture(joined(article, name, TAILS[name])) == f"{article}\n"


@ARTICLE
@pytest.mark.parametrize("name", [name for name in TAILS if name.startswith("hard_")])
def test_a_tail_that_looks_like_prose_never_takes_the_article_along(
    article: str, name: str
) -> None:
    assert without_furniture(joined(article, name, TAILS[name])).startswith(f"{article}\n")


@ARTICLE
@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_an_honest_ending_is_kept_to_the_last_character(article: str, ending: str) -> None:
    text = f"{article}\n\n{ending}\n"
    assert without_furniture(text) == text


@ARTICLE
@pytest.mark.parametrize("line_end", ["", "\n", "\n\n \n"])
def test_an_article_without_a_tail_is_unchanged(article: str, line_end: str) -> None:
    assert without_furniture(article + line_end) == article + line_end


@pytest.mark.parametrize("cut", range(1, GUIDE.count("\n\n") + 1))
def test_lists_of_links_under_headings_are_article(cut: int) -> None:
    text = "\n\n".join(GUIDE.split("\n\n")[: cut + 1])
    assert without_furniture(text) == text


@pytest.mark.parametrize("text", ["", "\n", "Home | About | Contact", "https://mill.example\n"])
def test_the_first_block_is_never_furniture(text: str) -> None:
    assert without_furniture(text) == text


def test_furniture_in_the_middle_is_kept() -> None:
    closing = "The scanners came off the shelf because the company looked at the work first."
    text = f"{ARTICLES['plain_lines']}\n\nHome | About | Products | Contact\n\n{closing}"
    assert without_furniture(text) == text


@given(
    st.lists(
        st.sampled_from([*ARTICLES.values(), *TAILS.values(), *ENDINGS.values(), GUIDE])
        | st.text(max_size=40),
        max_size=5,
    ),
    st.sampled_from(["\n", "\n\n", "\n \n"]),
)
def test_the_result_is_a_prefix_that_is_empty_for_an_empty_text_only(
    pieces: list[str], between: str
) -> None:
    text = between.join(pieces)
    kept = without_furniture(text)
    assert text.startswith(kept)
    assert bool(kept.strip()) == bool(text.strip())


def test_a_text_of_lists_alone_is_kept() -> None:
    text = "* A first point\n\n* A second point\n\n1. A third\n"
    assert without_furniture(text) == text
