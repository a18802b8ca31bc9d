"""Messages that want no answer from the essays: greetings, thanks, and questions about us."""

import re

_HELLO = r"hi+|hel+o+|hl+o|hey+a?|hiya|howdy|greetings"
_GREETING = (
    rf"{_HELLO}|yo|gm|sup|good (?:morning|afternoon|evening|day|night)|mornin[g']?|"
    r"nice to meet you|how are you(?: doing)?(?: today)?|how['’]?s it going|how do you do|"
    r"what['’]?s up"
)
_THANKS = (
    r"(?:many |much )?(?:thanks?|thanx|thnks|thx+|thanky?ou|ty|tysm|cheers|much appreciated)"
    r"(?: you| u)?(?: (?:so|very) much| a (?:lot|million|ton|bunch)| again|"
    r" for (?:the|your|all|all the|that|this)"
    r"(?: (?:help|info|information|answers?|explanation|advice|time))?)*"
)
_BYE = (
    r"(?:good)?\s?by+e+(?: bye)?|ciao|see (?:you|ya)(?: later| soon)?|farewell|take care|"
    r"have a (?:nice|good|great) (?:day|one|evening|weekend)"
)
_NOD = (
    r"ok(?:ay|ie)?|k|great|cool|interesting|nice|perfect|awesome|wow|excellent|lovely|good|fine|alright|"
    r"all right|got it|i see|i understand|understood|(?:that )?makes sense|good to know|"
    r"sounds good|very (?:good|nice|helpful|useful)|(?:that|this)(?: is| was|['’]s)"
    r" (?:very )?(?:great|good|helpful|useful|all)|lol|haha+|hm+|oh|ah"
)
_CHINESE = (
    r"你好吗?|您好|大家好|嗨|哈喽|喂|早上好|早安|早|上午好|中午好|下午好|晚上好|晚安|"
    r"(?:非常)?(?:谢谢|感谢)(?:你|您|了|啦)*|多谢|辛苦了|再见|拜拜|回头见|好的?|好吧|行|嗯+|"
    r"明白了?|知道了|懂了|了解|不错|很好|太好了"
)
_ADDRESSED = (
    r"(?:there|all|everyone|everybody|folks|guys|team|sir|madam|friend|advisor|adviser|bot|buddy|"
    r"again|then|you|啊|呀|吗|呢|了|啦|哦)(?![a-z])"
)
_SMALL_TALK = re.compile(
    rf"\W*(?:(?:{_GREETING}|{_THANKS}|{_BYE}|{_NOD}|{_CHINESE})(?![a-z])"
    rf"(?:\W*{_ADDRESSED})*\W*)+",
    re.I,
)
_THIS = r"this(?: (?:app|site|page|thing|chat|tool))?"
_ABOUT_US = "|".join(
    (
        r"what (?:can|do|could|else can) (?:you|u) (?:do|know|offer|cover|talk about|answer|"
        r"tell me|help(?: me)?(?: with)?)(?: about)?(?: for me)?",
        r"(?:who|what|how old) (?:are|r) (?:you|u)",
        r"who(?:['’]s| is) (?:this|there)",
        r"(?:who|what) am i (?:talking|speaking|chatting) (?:to|with)",
        rf"who (?:made|built|created|wrote|trained|runs) (?:you|{_THIS})",
        rf"what(?:['’]s| is) (?:your (?:name|purpose|job)|{_THIS})",
        r"what (?:can|could|should|may) i ask(?: you)?(?: about)?",
        rf"how (?:can|do) i use (?:you|{_THIS})",
        rf"how do(?:es)? (?:you|{_THIS}) work",
        r"how can you help(?: me| us)?",
        r"(?:are|r) (?:you|u) (?:an? )?(?:real )?(?:human|person|robot|bot|chat ?bot|machine|ai|"
        r"chatgpt|gpt|llm|claude|language model)(?: or .*)?",
        r"(?:what|which) (?:topics|subjects|questions|essays|themes)"
        r"(?: (?:do|can) (?:you|i) (?:know|cover|have|answer|ask|read|offer|talk)(?: about)?)?",
        r"(?:list|show(?: me)?|name) (?:all )?(?:the |your |all the )?(?:topics|essays|themes)",
        r"(?:what|which) (?:topics|essays|themes) (?:are there|have you got)",
        r"introduce yourself|(?:tell me )?about you(?:rself)?|your name",
        r"(?:can|could) you tell me who you are",
        r"你(?:是谁|是什么(?:东西)?|叫什么(?:名字)?|知道(?:些)?什么|有什么(?:用|功能))",
        r"你(?:能|可以|会)(?:做|干|帮我做?|回答)?(?:些|点)?(?:什么|啥)(?:问题)?",
        r"你是(?:机器人|人|真人|人工智能|AI)吗?",
        r"我(?:能|可以)问(?:你)?(?:些)?什么(?:问题)?|介绍一下(?:你)?自己|怎么用",
    )
)
_SELF = re.compile(
    rf"\W*(?:(?:so|and|but|please|ok|well|tell me|请问)\W*)*(?:{_ABOUT_US})(?:啊|呀|呢|的)?\W*",
    re.I,
)
_MARK = r"\s*(?:[,.!;:，。！…]+\s*|\s-\s|$)"
# What a greeting without a mark may stand before: "hi what is it", not "Hello Kitty".
_GOES_ON = r"(?-i:(?=[a-z])|(?=(?:What|Who|When|Where|Why|How|Which|Can|Could|Is|Are|Do|I|We)\b))"
_OPENING = re.compile(
    rf"\W*(?:(?:{_HELLO}|{_GREETING}|{_THANKS}|{_BYE}|{_NOD}|{_CHINESE})(?![a-z])"
    rf"(?:\s+{_ADDRESSED})*{_MARK}|(?:{_HELLO}|thanks|thx|thank you|ok|okay)"
    rf"(?:\s+{_ADDRESSED})*\s+{_GOES_ON})+",
    re.I,
)
_STRETCHED = re.compile(r"([a-z])\1{2,}", re.I)
_LONGEST = 200  # characters of small talk


def is_small_talk(message: str) -> bool:
    """Whether the whole message is a greeting, thanks or a question about the assistant itself.

    >>> is_small_talk("Helo there!"), is_small_talk("Hi, what is ADKAR?")
    (True, False)
    """
    if len(message) > _LONGEST:
        return False
    said = _STRETCHED.sub(r"\1\1", message)
    return bool(_SMALL_TALK.fullmatch(said) or _SELF.fullmatch(without_greeting(said)))


def without_greeting(message: str) -> str:
    """The message without the greeting or thanks that a question follows, on one line.

    >>> without_greeting("Hi there, what is ADKAR?")
    'what is ADKAR?'
    """
    asked = " ".join(message.split())
    opening = _OPENING.match(asked[:_LONGEST])
    rest = asked[opening.end() :] if opening else asked
    return rest if re.search(r"\w", rest) else asked
