"""Which encoding a file has, and that no text is ever garbled."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import EssayError
from advisor.loading.decoding import decode

ENGLISH = "The owner’s café “changed nothing” — sales fell by £3,000 in May. "
GERMAN = "Größere Unternehmen überdenken ihr Geschäft – „so ist es“, sagt die Chefin. "
FRENCH = "L’entreprise a changé de modèle économique après des années d’hésitation. "
POLISH = "Firma zmieniła model biznesowy, a klienci byli gotowi płacić abonament co miesiąc. "
RUSSIAN = "Компания изменила свою модель, но директор долго сомневался в этом решении. "
CHINESE = "互联网加不是把旧的业务搬到网上，企业必须重新思考与用户的关系，并改变盈利的方式。"
TAIWANESE = "企業轉型不是把舊的業務搬到網路上，我們必須重新思考與顧客的關係，並且改變獲利的方式。"
JAPANESE = "会社は事業の考え方を変えました。顧客は毎月の料金を払うことに同意しました。"


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16"),
        (TAIWANESE, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_the_text_comes_back_as_it_was(text: str, encoding: str, times: int) -> None:
    assert decode((text * times).encode(encoding)) == text * times


@given(st.text())
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    raw = ("Essay: " + text).encode()
    if sum(character < " " for character in text) < 5:
        assert decode(raw) == "Essay: " + text


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_clear_error(raw: bytes) -> None:
    try:
        text = decode(raw)
    except EssayError:
        return
    assert "\ufffd" not in text or b"\xef\xbf\xbd" in raw or raw[:1] in (b"\xff", b"\xfe")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gb18030"), ("windows-1252", "cp1252"), ("ISO-8859-1", "cp1252")],
)
def test_a_declared_encoding_is_taken_in_its_usual_meaning(declared: str, encoding: str) -> None:
    text = CHINESE[:6] if encoding == "gb18030" else "“é” – €"
    assert decode(text.encode(encoding), declared) == text


@pytest.mark.parametrize("declared", ["no-such-encoding", "ascii", "utf-8", ""])
def test_a_wrong_declaration_is_no_harm(declared: str) -> None:
    assert decode(GERMAN.encode("cp1252"), declared) == GERMAN


@pytest.mark.parametrize(
    "raw",
    [(CHINESE * 3).encode()[:-1], POLISH.encode().replace("ł".encode(), b"\xc5", 1)],
    ids=["cut at the end", "cut within"],
)
def test_broken_utf8_is_refused_and_not_garbled(raw: bytes) -> None:
    with pytest.raises(EssayError, match="not UTF-8 text") as error:
        decode(raw)
    assert "UTF-8" in error.value.hint


@pytest.mark.parametrize(
    "raw", [bytes(range(1, 32)) * 20, codecs.BOM_UTF16_LE + b"a"], ids=["control", "odd"]
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(EssayError):
        decode(raw)
