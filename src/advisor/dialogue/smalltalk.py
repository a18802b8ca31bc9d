"""Messages that want no answer from the essays: greetings, thanks, and questions about us."""

import re

_GREETING = (
    r"hi+|hel+o+|helo+|hlo|hey+a?|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day|night)|"
    r"gm|mornin[g']?|hi there|hello there|nice to meet you|how are you(?: doing)?(?: today)?|"
    r"how['’]?s it going|how do you do|what['’]?s up|sup"
)
_THANKS = (
    r"(?:many |much )?(?:thanks?|thanx|thnks|thx+|thanky?ou|ty|tysm|cheers|much appreciated)"
    r"(?: you| u)?(?: (?:so|very) much| a (?:lot|million|ton|bunch)| again| for (?:(?:the|your|all|that|"
    r"this)\s?)+(?:help|info(?:rmation)?|answers?|explanation|advice|time)?)*"
)
_BYE = r"(?:good)?\s?by+e+(?: bye)?|bb|ciao|see (?:you|ya)(?: later| soon)?|cu|farewell|take care|have a (?:nice|good|great) (?:day|one|evening|weekend)"
_NOD = (
    r"ok(?:ay|ie)?|k|great|cool|nice|perfect|awesome|wow|excellent|lovely|good|fine|alright|all right|"
    r"got it|i see|i understand|understood|makes sense|that makes sense|good to know|sounds good|"
    r"very (?:good|nice|helpful|useful)|(?:that|this) (?:is|was|['’]s) (?:great|very helpful|helpful|good|useful)|"
    r"that['’]s (?:great|helpful|good|useful|all)|lol|haha+|hm+|oh|ah"
)
_CHINESE = (
    r"你好吗?|您好|大家好|嗨|哈喽|哈罗|喂|早上好|早安|早|上午好|中午好|下午好|晚上好|晚安|谢谢(?:你|您|了|啦)*|多谢|感谢|"
    r"非常感谢|辛苦了|再见|拜拜|回头见|好的?|好吧|行|嗯+|明白了?|知道了|懂了|了解|不错|很好|太好了"
)
_ADDRESSED = r"(?:there|all|everyone|everybody|folks|guys|team|sir|madam|friend|advisor|adviser|bot|buddy|again|then|you|啊|呀|吗|呢|了|啦|哦)"
_PHRASES = rf"(?:{_GREETING}|{_THANKS}|{_BYE}|{_NOD}|{_CHINESE})"
_SMALL_TALK = re.compile(rf"\W*(?:{_PHRASES}(?![a-z])(?:\W*{_ADDRESSED}(?![a-z]))*\W*)+", re.I)
_SELF = re.compile(
    r"\W*(?:(?:so|and|but|please|ok|well|tell me)\W+)*(?:"
    r"what (?:can|do|could|else can) (?:you|u) (?:do|know|offer|cover|talk about|help(?: me)?(?: with)?|"
    r"answer|tell me)(?: about)?(?: for me)?|"
    r"(?:who|what|how old) (?:are|r) (?:you|u)|who(?:['’]s| is) (?:this|there)|"
    r"(?:who|what) (?:am i (?:talking|speaking|chatting) (?:to|with)|made you|built you|created you)|"
    r"who (?:made|built|created|wrote|trained|runs) (?:you|this)|"
    r"what(?:['’]s| is) (?:your (?:name|purpose|job)|this(?: (?:app|site|page|thing|chat|tool))?)|"
    r"what (?:can|could|should|may) i ask(?: you)?(?: about)?|how (?:can|do) i use (?:you|this)|"
    r"how can you help(?: me| us)?|how do(?:es)? (?:you|this(?: (?:app|site|chat|tool))?) work|"
    r"(?:are|r) (?:you|u) (?:an? )?(?:real |an? )*(?:human|person|robot|bot|chat ?bot|machine|ai|chatgpt|"
    r"gpt|llm|claude|language model)(?: or .*)?|"
    r"(?:what|which) (?:topics|subjects|questions|essays|themes)(?: (?:do|can) (?:you|i)"
    r" (?:know|cover|have|answer|ask|read|offer|talk)(?: about)?)?|introduce yourself|about you|"
    r"(?:请问)?你(?:是谁|是什么(?:东西)?|叫什么(?:名字)?|能(?:做|干|帮我做?|回答)(?:些)?(?:什么|啥)(?:问题)?|"
    r"可以(?:做|干|帮我做?|回答)(?:些)?什么(?:问题)?|会(?:做)?(?:些)?(?:什么|啥)|知道(?:些)?什么|"
    r"有什么(?:用|功能)|是(?:机器人|人|真人|人工智能|AI)吗?)|我(?:能|可以)问(?:你)?(?:些)?什么(?:问题)?|介绍一下(?:你)?自己|怎么用)"
    r"(?:啊|呀|呢|的)?\W*",
    re.I,
)
_OPENING = re.compile(
    rf"\W*(?:(?:{_GREETING}|{_CHINESE})(?![a-z])(?:\s+{_ADDRESSED}(?![a-z]))*(?:\W+|(?<=\s))"
    rf"|(?:{_THANKS}|{_NOD}|{_BYE})(?![a-z])(?:\s+{_ADDRESSED}(?![a-z]))*\s*[,.!;:，。！…-]+\s*"
    rf"|(?:thanks|thx|thank you|ok|okay)\s+)+",
    re.I,
)
_STRETCHED = re.compile(r"([a-z])\1{2,}", re.I)


def is_small_talk(message: str) -> bool:
    """Whether the whole message is a greeting, thanks or a question about the assistant itself.

    >>> is_small_talk("Helo there!"), is_small_talk("Hi, what is ADKAR?")
    (True, False)
    """
    said = _STRETCHED.sub(r"\1\1", message)
    if _SMALL_TALK.fullmatch(said):
        return True
    return bool(_SELF.fullmatch(said) or _SELF.fullmatch(without_greeting(said)))


def without_greeting(message: str) -> str:
    """The message without the greeting or thanks that a question follows.

    >>> without_greeting("Hi there, what is ADKAR?")
    'what is ADKAR?'
    """
    asked = " ".join(message.split())
    opening = _OPENING.match(asked)
    rest = asked[opening.end() :] if opening else asked
    return rest if re.search(r"\w", rest) else asked
