"""Search tokens, English and Chinese, with exact offsets."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import Stemmer

# The closed-class words of English: they carry no topic, so they neither count as evidence nor
# help to rank. Words that decide what a question means ("not", "between") are no stop words.
STOP_WORDS = frozenset(
    """a about above across after again all also although always am among an and another any
    anyone anything are aren't around as at be because been before being below both but by can
    cannot could couldn't did didn't do does doesn't doing don't down during each ever every
    everyone everything few for from further get gets had has have having he her here hers
    herself him himself his how i if in into is isn't it it's its itself just let's may maybe
    me might more most must my myself no nor nothing of off on once only or other our ours
    ourselves out over own per perhaps same shall she should since so some someone something
    such than that the their theirs them themselves then there these they this those though
    through to too toward towards under unless until up upon us very via was wasn't we were
    weren't what whatever when whenever where whether which whichever while who whoever whom
    whose why will with won't would you your yours yourself yourselves""".split()
)

# Chinese characters that mostly ask or join.
_JOINING = frozenset("的了是在和与有什么哪谁吗呢何为以被把对从到于及或个多少怎样几")

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_STOP = f"(?:{'|'.join(sorted(STOP_WORDS))})"
_CJK_RUN = re.compile(f"[{_CJK}]+")
_WORD = re.compile(
    f"[{_CJK}]+"  # a run of Chinese or Japanese characters
    r"|\d+(?:[.,]\d+)*"  # a number with its separators
    rf"|\b(?i:{_STOP}(?:-{_STOP})+)\b(?!-)"  # "once-only": of stop words, and none itself
    rf"|[^\W\d_{_CJK}](?:[^\W_{_CJK}]|['’](?=[^\W\d_]))*"  # a word, with inner apostrophes
)
_PLUS = re.compile(r"[+\uff0b]+")


# British and American spellings of a word are one. Endings in -ize become -ise, not the other way
# round: the stemmer cuts -ize off, and "customised" is no "customer".
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})iz(?=(?:e[srd]?|ing|ers|ations?|ational|able)$)"), "is"),
    (re.compile(r"(?<=[a-z]l)yz(?=(?:e[srd]?|ing|ers)$)"), "ys"),
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|ers?|al|able|ites?|hoods?)?$)"), "or"),
    (re.compile(r"(?<=^cent)re(?=s?$)|(?<=^met)re(?=s?$)|(?<=^theat)re(?=s?$)"), "er"),
    (re.compile(r"(?<=^program)me(?=s?$)|(?<=^catalog)ue(?=s?$)|(?<=^dialog)ue(?=s?$)"), ""),
    (re.compile(r"(?<=^defen)c(?=es?$)|(?<=^licen)c(?=es?$)"), "s"),
)

# A question asks for the base form ("Why did it sink?") of what a text tells in the past. Left out:
# forms that are as often another word ("found", "felt", "wound").
_PAST_FORMS = """
    arise arose arisen; bear bore borne; become became; begin began begun; bend bent; bind bound;
    bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought;
    build built; buy bought; catch caught; choose chose chosen; cling clung; come came; deal dealt;
    draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen;
    feed fed; fight fought; flee fled; fly flew flown; forbid forbade forbidden;
    foresee foresaw foreseen; forget forgot forgotten; freeze froze frozen; give gave given;
    go went gone; grow grew grown; hide hid hidden; hold held; keep kept; know knew known; lay laid;
    lead led; leave left; lend lent; lose lost; make made; mean meant; meet met; mislead misled;
    mistake mistook mistaken; outgrow outgrew outgrown; outsell outsold; overcome overcame;
    oversee oversaw overseen; overtake overtook overtaken; rebuild rebuilt; repay repaid;
    resell resold; rewrite rewrote rewritten; ride rode ridden; ring rang rung; rise rose risen;
    run ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook shaken;
    shoot shot; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept;
    speak spoke spoken; spend spent; spring sprang sprung; stand stood; steal stole stolen;
    stick stuck; strike struck; strive strove striven; swear swore sworn; sweep swept;
    swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told;
    think thought; throw threw thrown; understand understood; undertake undertook undertaken;
    wake woke woken; wear wore worn; win won; withdraw withdrew withdrawn; withhold withheld;
    withstand withstood; write wrote written
"""
_BASES = {
    form: base
    for base, *forms in (verb.split() for verb in _PAST_FORMS.split(";"))
    for form in forms
}

# "Eleven" asks for what a text calls "11"; "one" is more often a pronoun.
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty""".split(),
        2,
    )
}


@dataclass(frozen=True, slots=True)
class Token:
    """One search token and where it stands in the text."""

    term: str
    """In lower case and one spelling, stemmed, or a number in digits; may carry a plus, as in
    ``internet+`` and ``+internet``."""
    start: int
    end: int


def is_cjk(text: str) -> bool:
    """True when most letters of the text are Chinese or Japanese characters."""
    if not _CJK_RUN.search(text):
        return False
    letters = sum(character.isalpha() for character in text)
    return letters > 0 and 2 * sum(map(len, _CJK_RUN.findall(text))) > letters


def tokenize(text: str) -> list[Token]:
    """All search tokens of the text, in order, stop words included.

    Words are lower-cased, put in one spelling and stemmed (Snowball English); Chinese runs become
    overlapping pairs of characters; a plus sign binds to its word, so that ``Internet+``,
    ``Internet +`` and ``+Internet``, ``+ Internet`` are two different terms.

    >>> [token.term for token in tokenize("Internet + is not + Internet")]
    ['internet+', 'is', 'not', '+internet']
    """
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    before, after = _bind_pluses(text, words)
    tokens: list[Token] = []
    for index, (word, start, end) in enumerate(words):
        left = "+" if index in before else ""
        right = "+" if index in after else ""
        if _CJK_RUN.match(word):
            tokens.extend(_pairs(f"{left}{word}{right}", start - len(left)))
        else:
            tokens.append(Token(f"{left}{_stem(word)}{right}", start, end))
    return tokens


def terms(text: str) -> list[str]:
    """The search terms of the text, in order, without stop words.

    >>> terms("What is the difference between Internet+ and +Internet?")
    ['differ', 'between', 'internet+', '+internet']
    """
    return list(_terms(text))


@functools.lru_cache(maxsize=4096)
def _terms(text: str) -> tuple[str, ...]:
    """The same, kept: a sentence that was found is compared more than once for a question.

    Of 75 questions in evals/, their passages kept, the median takes 80 ms with it, 110 without.
    """
    return tuple(token.term for token in tokenize(text) if token.term not in STOP_TERMS)


def indexed_terms(text: str) -> list[str]:
    """The terms of a text as it is indexed: of Chinese, single characters beside the pairs.

    >>> indexed_terms("公司")
    ['公司', '公', '司']
    """
    return terms(text) + _characters(text)


def asked_terms(text: str) -> list[str]:
    """The terms that a question is searched by: as indexed, without Chinese pairs that ask or join.

    What joins is common by itself, and its pairs are rare by accident.

    >>> asked_terms("公司是")
    ['公司', '公', '司', '是']
    """
    return [term for term in terms(text) if _JOINING.isdisjoint(term)] + _characters(text)


def _characters(text: str) -> list[str]:
    return [character for run in _CJK_RUN.findall(text) for character in run]


def _bind_pluses(
    text: str, words: list[tuple[str, int, int]]
) -> tuple[frozenset[int], frozenset[int]]:
    """Indices of the words that a plus sign precedes, and of those that it follows."""
    ending = {end: index for index, (_, _, end) in enumerate(words)}
    starting = {start: index for index, (_, start, _) in enumerate(words)}
    before, after = set(), set()
    for plus in _PLUS.finditer(text):
        left = _neighbour(text, plus.start(), -1, ending)
        right = _neighbour(text, plus.end(), 1, starting)
        left_word = words[left][0] if left is not None else ""
        right_word = words[right][0] if right is not None else ""
        glued_left = left is not None and words[left][2] == plus.start()
        glued_right = right is not None and words[right][1] == plus.end()
        side = _plus_side(left_word, right_word, glued_left, glued_right)
        if side > 0 and right is not None and not right_word[0].isdigit():
            before.add(right)
        elif side < 0 and left is not None and not left_word[0].isdigit():
            after.add(left)
    return frozenset(before), frozenset(after)


def _neighbour(text: str, at: int, step: int, edges: dict[int, int]) -> int | None:
    """Index of the word that begins or ends at the offset, or one space further."""
    if at in edges:
        return edges[at]
    beyond = at + step
    gap = text[at:beyond] if step > 0 else text[beyond:at]
    return edges.get(beyond) if gap and gap in " \t\u00a0" else None


def _plus_side(left: str, right: str, glued_left: bool, glued_right: bool) -> int:
    """The word a plus sign belongs to: -1 the left one, 1 the right one, 0 neither.

    A glued side wins; else a topic word wins over a stop word or nothing, and a capitalised word
    over another ("is purely + Internet"). Between two equals it joins, as in "2 + 2", unless
    they are capitalised or Chinese: "Internet + Alibaba" is read as the term it starts with.
    """
    if glued_left != glued_right:
        return 1 if glued_right else -1
    ranks = [_topicality(word) for word in (left, right)]
    if ranks[0] == ranks[1]:
        return -1 if ranks[0] == 2 or _CJK_RUN.match(left) else 0
    return 1 if ranks[1] > ranks[0] else -1


def _topicality(word: str) -> int:
    """0 for nothing, a stop word or a lone Chinese character ("和"), 2 for a capital, else 1."""
    if not word or word.lower() in STOP_WORDS or (len(word) == 1 and _CJK_RUN.match(word)):
        return 0
    return 2 if word[0].isupper() else 1


def _pairs(run: str, start: int) -> Iterator[Token]:
    if len(run) == 1:
        yield Token(run, start, start + 1)
    for offset in range(len(run) - 1):
        yield Token(run[offset : offset + 2], start + offset, start + offset + 2)


@functools.lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    plain = word.lower().replace("’", "'").removesuffix("'s")
    for spelling, common in _SPELLINGS:
        plain = spelling.sub(common, plain)
    return _NUMBERS.get(plain) or str(_stemmer().stemWord(_BASES.get(plain, plain)))


@functools.cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


STOP_TERMS = frozenset(Stemmer.Stemmer("english").stemWords(sorted(STOP_WORDS))) | STOP_WORDS
"""The stop words as ``tokenize`` gives them."""
