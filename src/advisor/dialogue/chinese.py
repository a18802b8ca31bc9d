"""Follow-ups in Chinese."""

import re
from typing import Literal

from advisor.text import is_cjk

_FUNCTION = re.compile(
    r"为什么|为何|什么|怎么样|怎样|怎么|如何|哪[个些里家种]?|谁|多少|几[个种]?|是不是|有没有|能不能|可不可以|"
    r"真的|对吗|那么|那|这|还有|还|然后|接着|之后|后来|另外|其他|别的|比如|例如|举[一个]*例子?|例子|"
    r"请|告诉|说说|讲讲|谈谈|说|讲|介绍|解释|详细|具体|继续|更多|一点|一些|一下|一个|"
    r"[我你您它他她咱]们?|自己|应该|应当|可以|需要|要|能|会|想|做|办|到|得|过|就|都|也|又|再|很|最|更|"
    r"好|对|错|确定|意思|原因|理由|结果|区别|的|了|吗|呢|吧|啊|呀|么|是|有|在|和|与|跟|给|让|把|被|用|"
    r"便宜|贵|重要|风险|成本|价格|费用|好处|坏处|优点|缺点|效果|证据|步骤|特征|特点|条件|限制|问题|方法|案例|来源|"
    r"结论|开始|值得|该|办|作用|影响|经验|教训|帮助?|建议|\W|_"
)
_BACK = re.compile(
    r"[它他她](?:们)?|其中|这(?!里|样|次|两|几年|年|个月|周)|那(?:个|些|家|种|项|样)"
)
_ABOUT = re.compile(
    r"^\W*(?:那么?|还有|另外)?[^？?。！!]{1,16}呢\W*$|^\W*(?:那么?|如果|换成|对于|至于)"
)
_ENDS = re.compile(r"^\W*[\u4e00-\u9fff].*[呢吗]\W*$")
MORE = re.compile(r"更多|还有|详细|具体|继续|再|别的|其他|另外")
_LATIN = re.compile(r"[+A-Za-z][A-Za-z0-9+.&-]*")
CHANGE = re.compile(
    r"^\W*(?:换个话题|另一个问题|另外一个问题|换个问题|顺便问一下|另外问一下)[，,。\s：:]*"
)


def is_chinese(text: str) -> bool:
    """Whether it is put in Chinese, names in Latin letters aside: "那Zappos呢？"."""
    return is_cjk(text) or bool(_ENDS.match(text)) or bool(re.match(r"^\w+呢\W*$", text))


def content(text: str) -> str:
    """What of a Chinese text names a subject, without the words that only ask.

    >>> content("那小企业呢？"), content("为什么？")
    ('小企业', '')
    """
    return _FUNCTION.sub("", text)


def leaning(asked: str) -> Literal["alone", "bare", "about", "points"]:
    """How a Chinese question leans on the turn before it."""
    if CHANGE.match(asked):
        return "alone"
    pointer = _BACK.search(asked)
    if not content(asked):
        return "points" if pointer else "bare"
    if _ABOUT.match(asked):
        return "about"
    return "points" if pointer and len(content(asked[: pointer.start()])) < 2 else "alone"


def joined(asked: str, said: str) -> str:
    """The follow-up after what it leans on; a name takes the place of the only other one."""
    fresh, named = _LATIN.findall(asked), _LATIN.findall(said)
    if len(fresh) == 1 == len(named) and not content(asked.replace(fresh[0], "")):
        return said.replace(named[0], fresh[0])
    return f"{said}{'' if said.endswith('？') else ' '}{asked}"
