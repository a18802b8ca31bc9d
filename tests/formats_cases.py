"""Invented web pages in the manner of real sites, with known article and known boilerplate.

Every sentence of an article ends in the word ``keep`` with a number and every line of boilerplate
in ``drop`` with one, so that a test can say which was lost and which was let through. Firms,
persons and figures are invented.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page, and lines that its text must hold exactly as they are."""

    html: str
    lines: tuple[str, ...] = ()
    encoding: str = "utf-8"


_COOKIES = """<div id="cookie-banner" class="cookie-consent">We use cookies to improve your visit.
By going on you accept them, says drop901. <button>Accept all drop902</button></div>"""
_MENU = """<ul class="menu"><li><a href="/">Home drop911</a></li><li><a href="/shop">Shop
drop912</a>
</li><li><a href="/news">News drop913</a></li><li><a href="/contact">Contact drop914</a></li>
</ul>"""

BLOG = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Why small mills count their sacks | The Mill Blog</title>
<meta property="og:title" content="Why small mills count their sacks">
<meta property="og:site_name" content="The Mill Blog">
<meta name="author" content="Ada Miller">
<meta property="article:published_time" content="2021-03-04T08:00:00+00:00">
</head><body class="single single-post">
{_COOKIES}
<header class="site-header"><a href="/">The Mill Blog drop1</a><nav>{_MENU}</nav></header>
<div id="content" class="site-content"><main><article class="post hentry">
<header class="entry-header"><h1 class="entry-title">Why small mills count their sacks</h1>
<div class="entry-meta">Posted on March 4, 2021 by Ada Miller drop2</div></header>
<div class="entry-content">
<p>For ninety years the mill in Lodz counted its sacks by hand, and nobody complained (keep1).</p>
<p>Then a <a href="/bakery">bakery</a> asked for deliveries by the hour, and counting by hand took
longer than <em>baking</em> the bread (keep2).</p>
<h2>What the mill changed</h2>
<p>It did three things, none of them expensive (keep3):</p>
<ul><li>It weighed every pallet instead of every sack (keep4).</li>
<li>It wrote the weight on a <strong>printed label</strong> (keep5).</li>
<li>It sent the label to the bakery before the lorry left (keep6).</li></ul>
<blockquote><p>We thought the scale was the project. The label was the project (keep7).</p>
</blockquote>
<p>Short line (keep8).</p>
<h3>What it cost</h3>
<table><thead><tr><th>Item</th><th>Price keep9</th></tr></thead>
<tbody><tr><td>Scale</td><td>4,200 zloty keep10</td></tr>
<tr><td>Printer</td><td>900 zloty keep11</td></tr></tbody></table>
<div class="sharedaddy"><h3>Share this drop3</h3><ul><li><a href="#">Facebook drop4</a></li>
<li><a href="#">Twitter drop5</a></li></ul></div>
<p>The bakery now bakes twice a day, and the mill has hired two drivers (keep12).</p>
</div>
<footer class="entry-footer">Posted in <a href="/c/ops">Operations drop6</a>, tagged
<a href="/t/scale">scale drop7</a></footer></article>
<div class="related-posts"><h3>You may also like drop8</h3><ul>
<li><a href="/2">Ten tools every miller needs drop9</a></li>
<li><a href="/3">How to hire a driver drop10</a></li></ul></div>
<div id="comments" class="comments-area"><h2>2 comments drop11</h2><ol class="comment-list">
<li><div class="comment-body"><p>Great post, thanks for sharing it with us all drop12.</p></div>
</li>
<li><div class="comment-body"><p>We did the same in our mill last year drop13.</p></div></li></ol>
</div></main>
<aside id="secondary" class="widget-area"><h2>Recent posts drop14</h2><p>Buy our flour, now with a
ten percent discount for every reader of this blog drop15.</p></aside></div>
<footer class="site-footer"><p>Copyright 2021 The Mill Blog. All rights reserved drop16.</p>
</footer>
</body></html>"""

NEWS = f"""<!DOCTYPE html>
<html lang="en"><head><title>Bank closes branches and gains customers - Daily Ledger</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Bank closes branches and gains customers", "datePublished": "2019-11-08",
"author": {{"@type": "Person", "name": "Jon Teller"}}}}</script>
<style>.lead {{font-weight: bold}} .modal {{display: none}}</style></head><body>
<div role="banner"><a href="/">Daily Ledger drop1</a></div><nav role="navigation">{_MENU}</nav>
<div class="modal">Sign in to read three articles a month for free drop2.</div>
<main><article><h1>Bank closes branches and gains customers</h1>
<p class="byline">By Jon Teller</p>
<p class="lead">A savings bank that shut eleven branches ended the year with more customers than
before (keep1).</p>
<figure><img src="a.jpg" alt="A branch drop3"><figcaption>A closed branch. Photo: Ledger
</figcaption></figure>
<p>The bank moved its advisers into the libraries of the towns it left, where they sit on
<time datetime="2019-11-04">Mondays</time> and Thursdays (keep2).</p>
<div class="ad-slot" id="ad-1"><p>Advertisement: the best loans of the season are here drop4</p>
</div>
<p>“People came for a book and left with a savings plan,” said the director, who had expected the
opposite (keep3).</p>
<figure class="pullquote"><blockquote>We did not close the bank. We moved it to where people
already were (keep4).</blockquote></figure>
<div class="newsletter-signup"><h4>Get our newsletter drop5</h4><form><label>Your address drop6
</label><input type="email"><button>Subscribe drop7</button></form></div>
<p>Costs fell by <abbr title="per cent">pct</abbr> 14 in the first year, and complaints by a third
(keep5).</p>
<h2>What others can learn</h2>
<ol><li>Count visits, not branches (keep6).</li><li>Ask where customers already go (keep7).</li>
</ol>
<p>The plan has limits: loans to firms still need a room with a door (keep8).</p>
<section class="related"><h2>Read more drop8</h2><a href="/x">Ten banks that failed drop9</a>
<a href="/y">The end of cash drop10</a></section></article></main>
<footer role="contentinfo"><ul><li><a href="/p">Privacy drop11</a></li><li><a href="/t">Terms
drop12</a>
</li></ul><p>© 2019 Daily Ledger plc drop13</p></footer></body></html>"""

LEGACY = """<HTML><HEAD><TITLE>The corner shop and the computer</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252"></HEAD>
<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="100%"><TR><TD COLSPAN=2><FONT SIZE=6>Retail Pages drop1</FONT>
</TD></TR><TR><TD WIDTH=120 VALIGN=top><A HREF="/">Home drop2</A><BR><A HREF="/a">Articles drop3</A>
<BR><A HREF="/l">Links drop4</A></TD><TD VALIGN=top><FONT SIZE=5><B>The corner shop and the computer
</B></FONT><BR><BR><FONT SIZE=3>The first computer in our shop stood in the cellar, because nobody
wanted to see it (keep1).<BR><BR>It printed the stock every night, and every morning my father threw
the list away (keep2).<BR><BR>What changed his mind was a single number: the shop had bought mustard
for eleven years and sold it for four (keep3).<BR><BR><B>The lesson</B><BR><BR>A list is not a
decision. Somebody has to read it on the day it is printed (keep4).</FONT></TD></TR><TR>
<TD COLSPAN=2 ALIGN=center><FONT SIZE=1><A HREF="/">Home drop5</A> | <A HREF="/m">Mail us drop6</A>
|
Best viewed at 800x600 drop7</FONT></TD></TR></TABLE></BODY></HTML>"""

SOUP = f"""<html lang="de"><head><title>Wie ein Verlag lernte</title></head><body>
<div class="c1"><div class="c2">{_MENU}</div></div>
<div class="x9"><div class="x8"><div class="x7">
<div>Der Verlag druckte jedes Jahr vierzig Titel, und dreißig davon kamen zurück (keep1).</div>
<div>Im Jahr 2004 fragte eine Buchhändlerin, warum man nicht erst <span>nach</span> der Bestellung
drucke (keep2).</div>
<div>Die Antwort war eine Maschine, die ein einzelnes Buch in vier Minuten druckt (keep3).</div>
<div><div>Seither liegt kein Buch mehr länger als eine Woche im Lager, und der Verlag führt doppelt
so viele Titel wie zuvor (keep4).</div></div>
<div>Gescheitert ist nur der Versuch, auch Bildbände so herzustellen; dafür reichte die Farbe nicht
(keep5).</div></div></div></div>
<div class="z1"><a href="/i">Impressum drop1</a> <a href="/d">Datenschutz drop2</a></div></body>
</html>"""

LINKED = f"""<html lang="en"><head><title>Platform firms - Open Business Wiki</title></head><body>
<div id="mw-navigation"><div class="portal">{_MENU}</div></div>
<div id="content" role="main"><h1 id="firstHeading">Platform firms</h1>
<div id="bodyContent"><div id="toc"><ul><li><a href="#a">1 History drop1</a></li>
<li><a href="#b">2 Kinds drop2</a></li></ul></div>
<p>A <b>platform firm</b> is a <a href="/firm">firm</a> that brings <a href="/buyer">buyers</a> and
<a href="/seller">sellers</a> together and lives from the <a href="/fee">fee</a> on each
<a href="/deal">deal</a> (keep1).</p>
<h2 id="a">History <span class="mw-editsection">[<a href="/e">edit drop3</a>]</span></h2>
<p>The <a href="/fair">fairs</a> of <a href="/ch">Champagne</a> were <a href="/pl">platforms</a>
before the <a href="/word">word</a> existed (keep2).</p>
<p><a href="/auction">Auction houses</a>, <a href="/stock">stock exchanges</a> and
<a href="/cards">card schemes</a> followed (keep3).</p>
<h2 id="b">Kinds</h2>
<ul><li><a href="/market">Marketplaces</a>, which <a href="/match">match</a> goods (keep4)</li>
<li><a href="/job">Job boards</a>, which match <a href="/labour">labour</a> (keep5)</li>
<li><a href="/app">App stores</a> (keep6)</li></ul>
<p>See the <a href="/list">list of platform firms</a> for names (keep7).</p></div></div>
<div id="footer"><ul><li>This page was last edited on 3 May 2020 drop4.</li>
<li><a href="/privacy">Privacy policy drop5</a></li></ul></div></body></html>"""

LIST = (
    """<html lang="en"><head><title>Twelve questions before you buy software</title></head><body>
<nav><a href="/">Home drop1</a> <a href="/b">Blog drop2</a></nav>
<h1>Twelve questions before you buy software</h1><ol>
"""
    + "\n".join(
        f"<li>{question} (keep{number})</li>"
        for number, question in enumerate(
            (
                "Who will use it on the first Monday?",
                "What will they stop doing?",
                "Which list does it replace?",
                "Who owns the data when you leave?",
                "Can you leave?",
                "What does the second year cost?",
                "Who answers the phone?",
                "What happens without a network?",
                "Which three firms of your size use it?",
                "What did the one that gave up say?",
                "Who decides that it has failed?",
                "When?",
            ),
            start=1,
        )
    )
    + """</ol><footer>Newsletter drop3 | Imprint drop4</footer></body></html>"""
)

CHINESE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<title>小面粉厂为什么数袋子_商业评论网</title></head><body>
<div class="nav"><a href="/">首页 drop1</a><a href="/news">新闻 drop2</a><a href="/about">关于我们
drop3</a></div>
<div class="article"><h1>小面粉厂为什么数袋子</h1><div class="info">来源：商业评论 drop4</div>
<p>九十年来，这家面粉厂一直用手数袋子，从来没有人抱怨过（keep1）。</p>
<p>后来，一家面包店要求按小时送货，数袋子的时间比烤面包还长（keep2）。</p>
<h2>改变了什么</h2>
<p>工厂不再数袋子，而是称托盘的重量，并且把重量印在标签上（keep3）。</p>
<p>现在，面包店每天烤两次面包，工厂又雇了两名司机（keep4）。</p></div>
<div class="share">分享到：<a href="#">微博 drop5</a> <a href="#">微信 drop6</a></div>
<div class="related"><h3>相关阅读 drop7</h3><ul><li><a href="/1">十个好工具 drop8</a></li></ul>
</div>
<div class="footer">版权所有 © 2020 商业评论网 drop9</div></body></html>"""

SHORT = f"""<html lang="en"><head><title>Note on scales</title></head><body><nav>{_MENU}</nav>
<p>The scale arrived on Monday (keep1).</p><p>It was too small, so we sent it back (keep2).</p>
</body></html>"""

QUESTIONS = f"""<html lang="en"><head><title>Questions about the merger</title></head><body>
<header>{_MENU}</header><main><h1>Questions about the merger</h1>
<details><summary>Will branches close? (keep1)</summary><p>Two will close in spring, none after
that,
and every employee there has an offer (keep2).</p></details>
<details><summary>Who leads the new bank? (keep3)</summary><p>Both directors together for one year;
then the board decides with a simple majority (keep4).</p></details>
<h2>Terms</h2>
<dl><dt>Closing (keep5)</dt><dd>The day on which the contract takes effect (keep6).</dd>
<dt>Signing (keep7)</dt><dd>The day on which both sides sign, usually months earlier (keep8).</dd>
</dl>
</main><footer><p>Call centre open from 8 to 18 drop1</p></footer></body></html>"""

BUILDER = f"""<html lang="en-US"><head><title>Leading a family firm through change</title></head>
<body>
<div class="elementor-location-header">{_MENU}</div>
<div class="elementor elementor-42"><section class="elementor-section"><div
class="elementor-container">
<div class="elementor-widget elementor-widget-heading"><div class="elementor-widget-container">
<h1 class="elementor-heading-title">Leading a family firm through change</h1></div></div>
<div class="elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">
<p>Three generations at one table agree on the past and on nothing else (keep1).</p>
<p>The founder trusts what he built, the daughter what she measured, and the grandson what he has
seen elsewhere (keep2).</p></div></div></div></section>
<section class="elementor-section"><div class="elementor-container">
<div class="elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">
<h2>Give each of them a number</h2>
<p>One number each, chosen by themselves, reported on the first Friday of the month (keep3).</p>
<p>After a year the numbers contradict one another, and that is when the talk begins (keep4).</p>
</div></div></div></section></div>
<div class="elementor-widget elementor-share-buttons"><span>Share on Facebook drop1</span></div>
<div class="elementor-location-footer"><p>Imprint drop2</p><p>Follow us drop3</p></div></body>
</html>"""

DOCS = """<html lang="en"><head><title>Rolling out a pilot - Handbook</title></head><body>
<div class="sidebar" role="navigation"><ul><li><a href="1">Start drop1</a></li>
<li><a href="2">Pilot drop2</a></li><li><a href="3">Rollout drop3</a></li></ul></div>
<div class="document"><div class="documentwrapper"><div class="body" role="main">
<section id="pilot"><h1>Rolling out a pilot<a class="headerlink" href="#p">¶</a></h1>
<p>A pilot answers one question, and its plan names the question first (keep1).</p>
<div class="admonition note"><p class="admonition-title">Note</p><p>A pilot without an end date is a
product (keep2).</p></div>
<pre><code>question: does it save an hour a day?
  until: 30 June (keep3)</code></pre>
<p>Stop when the answer is known, even if it came early (keep4).</p>
<section id="who"><h2>Who takes part</h2><p>Take volunteers and sceptics in equal numbers
(keep5).</p>
<ul><li><p>Volunteers find what is possible (keep6).</p></li>
<li><p>Sceptics find what is missing (keep7).</p><ul><li>Ask them first (keep8).</li></ul></li></ul>
</section></section></div></div></div>
<div class="footer">© 2018, The Handbook. Created with a generator drop4</div></body></html>"""

DEEP = """<html lang="en"><head><title>What the port learned from the fog</title></head><body>
<div id="__next"><div class="css-1a"><div class="css-2b"><a class="css-3c" href="/">Harbour
drop1</a>
<a class="css-3c" href="/s">Subscribe drop2</a></div><div class="css-4d"><div class="css-5e">
<div class="css-6f"><h1 class="css-7g">What the port learned from the fog</h1></div>
<section class="css-8h"><div class="css-9i"><p class="css-0j">On a foggy day the port of Gdynia
loses
as much as a crane costs in a month (keep1).</p></div><div class="css-9i"><p class="css-0j">The
pilots
knew which days would be foggy, but nobody had asked them (keep2).</p></div></section>
<section class="css-8h"><h2 class="css-7h">Asking the pilots</h2><div class="css-9i">
<p class="css-0j">Since 2012 the plan of the week begins with a call to the pilots (keep3).</p>
</div>
<div class="css-9i"><p class="css-0j">The call takes four minutes and has saved the port two cranes,
says its head of operations (keep4).</p></div></section></div></div>
<div class="css-5k"><div><a href="/1">Five ports to watch drop3</a></div>
<div><a href="/2">Why ships slow down drop4</a></div></div></div></div></body></html>"""

INTERVIEW = f"""<html lang="en"><head><title>“Nobody reads the manual”: a talk with Eva
Brandt</title>
</head><body><nav>{_MENU}</nav><article><h1>“Nobody reads the manual”</h1>
<p><strong>Ms Brandt, you closed the training department. Why? (keep1)</strong></p>
<p>Because people learned everything from one another and nothing from us (keep2).</p>
<p><strong>And now? (keep3)</strong></p>
<p>Now every team has an hour a week in which one shows the others what went wrong (keep4).</p>
<p><strong>Does it work?</strong></p><p>Yes (keep5).</p>
<p>It works best where the head of the team begins (keep6).</p>
<blockquote><p>The hour costs us two percent of the week (keep7).</p><p>It has never been cancelled
(keep8).</p></blockquote></article>
<div class="author-box"><h4>About the author drop1</h4><p>Jo writes on firms for several papers and
lives with two cats in the country drop2.</p></div></body></html>"""

FORM = f"""<html lang="en"><head><title>Leases for machines</title></head><body>
<form id="aspnetForm" action="/x"><div id="nav">{_MENU}</div><div id="main"><h1>Leases for
machines</h1>
<p>A lease turns a purchase into a habit, and habits are rarely questioned (keep1).</p>
<p>Ask each year whether you would buy the machine today at the price that is still open
(keep2).</p>
<table><tr><td>Year</td><td>Rate</td></tr><tr><td>1</td><td>900 keep3</td></tr>
<tr><td>2</td><td>850 keep4</td></tr></table>
<p>If the answer is no for two years, give it back (keep5).</p></div>
<input type="submit" value="Search drop1"></form></body></html>"""

COOKIES = f"""<html lang="en"><head><title>Cookies after the law</title></head><body>{_COOKIES}
<main><article class="post cookies-guide"><h1>Cookies after the law</h1>
<p>The cookie banner is the most expensive sentence on most pages, because it is read first
(keep1).</p>
<h2>Related costs</h2><p>Shops that asked later, at the basket, lost fewer visitors (keep2).</p>
<h2>Share of visitors who accept</h2><p>About half accept, and about half of those do so by mistake
(keep3).</p><p>Subscribe to nothing you cannot leave: that is the rule the best shops follow
(keep4).
</p></article></main></body></html>"""


_SENTENCE = "The firm counted its sacks by hand for years, and nobody complained about the result"


def _paragraph(number: int) -> str:
    return f"<p>{_SENTENCE} (keep{number}).</p>"


def _sections(opening: str, closing: str, count: int = 6) -> str:
    """Parts of an article, each in a container of its own, as content systems deliver them."""
    return "".join(
        f"{opening}<h2>Part {n}</h2>{_paragraph(n)}{_paragraph(n + 20)}{closing}"
        for n in range(count)
    )


def _page(body: str) -> str:
    head = "<title>Counting sacks</title>"
    menu = '<div class="topbar"><a href="/">Home drop1</a> <a href="/shop">Shop drop2</a></div>'
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{menu}{body}</body></html>'


_TITLE = "<h1>Counting sacks</h1>"
_PARSYS = _page(
    f'<div class="page">{_TITLE}'
    + _sections('<div class="parsys"><div class="text parbase">', "</div></div>")
    + "</div>"
)
_TEXTS = _page(_TITLE + _sections('<div class="text">', "</div>"))
_ARTICLES = _page(f"<main>{_TITLE}{_sections('<article>', '</article>')}</main>")
_SECTIONS = _page(
    _TITLE + _sections('<section class="section"><div class="container">', "</div></section>")
)
_BOXES = _page(
    f"<main>{_TITLE}{_paragraph(1)}{_paragraph(2)}"
    f'<div class="expandable">{_paragraph(3)}{_paragraph(4)}</div>'
    f'<div class="slide">{_paragraph(5)}</div><aside class="callout">{_paragraph(6)}</aside>'
    f'<div class="tab-content">{_paragraph(7)}</div><div class="infobar">{_paragraph(8)}</div>'
    '<section id="market-share"><p>Its share of the market rose (keep9).</p></section>'
    '<section id="recommendations"><h2>Recommendations</h2><p>Ask the guests first (keep10).</p>'
    f'</section><h2 id="promotion">Promotion</h2>{_paragraph(11)}</main>'
)
_STANDFIRST = _page(
    f"<header>{_TITLE}<p>What a small mill can teach a large bank about counting (keep9).</p>"
    f"</header><main>{''.join(map(_paragraph, range(5)))}</main>"
)
_INLINE = _page(
    f"<article>{_TITLE}<p>It was founded on <time datetime='1998-05-03'>3 May 1998</time> in Lodz "
    "and <label>has</label> <span>gr<i>o</i>wn</span>, as <q>we</q> all&nbsp;know from "
    "<code>ledger.txt</code> and H<sub>2</sub>O<sup><a href='#n1'>[1]</a></sup> (keep1).</p>"
    "Bare text stands in the article as well, without a paragraph (keep2)."
    f"<p>One line<br>and another (keep3).<br><br>A new paragraph (keep4).</p>{_paragraph(5)}"
    f"{_paragraph(6)}</article>"
)
_NESTED = _page(
    f"<article>{_TITLE}{_paragraph(1)}<ol start='3'><li>Outer (keep2)<ul><li>Inner (keep3)</li>"
    "<li>Last<p>With a second paragraph (keep4).</p></li></ul></li><li>Next (keep5)</li></ol>"
    "<figure><table><tr><th>Item</th><th colspan='2'>Price (keep6)</th></tr><tr>"
    "<td rowspan='2'>Scale</td><td>900</td><td>EUR</td></tr><tr><td>990</td><td>USD (keep7)</td>"
    f"</tr></table></figure>{_paragraph(8)}</article>"
)
_CARDS = _page(
    "<main><h1>Twenty ideas</h1>"
    + "".join(
        f'<div class="card"><h3><a href="/{n}">Idea {n} (keep{n})</a></h3><p>Do it (keep{n + 50}).'
        "</p></div>"
        for n in range(20)
    )
    + "</main>"
)
_SOURCES = _page(
    f"<main><article><h1>Twenty sources on scales</h1><p>{_SENTENCE} (keep99).</p><ul>"
    + "".join(f'<li><a href="/{n}">Source number {n} keep{n}</a></li>' for n in range(20))
    + '</ul></article></main><div class="site-footer">Imprint drop3</div>'
)
_DIALOG = _page(
    f'<div id="page" aria-hidden="true">{_TITLE}{"".join(map(_paragraph, range(6)))}</div>'
    '<div role="dialog"><p>Join forty thousand readers who get our letter drop3.</p></div>'
)
_FLAT = _page(
    "<p><a href='/'>Home drop3</a> | <a href='/a'>About drop4</a> | <a href='/c'>Contact</a></p>"
    f"<p>This site uses cookies. <a href='#'>Accept drop5</a></p>{_TITLE}"
    f"{''.join(map(_paragraph, range(5)))}"
    "<p>Share this: <a href='#'>Facebook</a> <a href='#'>Twitter drop6</a></p>"
    "<p>Posted in <a href='#'>Business drop7</a> on March 3, 2020</p>"
    "<h3>Related articles</h3><ul><li><a href='#'>Ten tips drop8</a></li>"
    "<li><a href='#'>Twelve tips drop9</a></li></ul><p>Subscribe to our newsletter! drop10</p>"
    "<p>Copyright 2020 drop11. All rights reserved.</p>"
)
_WITHIN = _page(
    f"<article>{_TITLE}{_paragraph(1)}<p><a href='/x'>Read also: Ten tips for millers drop3</a></p>"
    f"{_paragraph(2)}<div class='google-ads'><p>Cheap flights are here for you today drop4.</p>"
    f"</div>{_paragraph(3)}<p>Related: <a href='/y'>How to hire a driver in ten days drop5</a></p>"
    f"{_paragraph(4)}<div class='sponsored-content'><p>The best tools for firms drop6.</p></div>"
    f"<h2>What it cost</h2>{_paragraph(5)}<h2>2 comments</h2><p>Bob says: a nice post, I really "
    "liked reading it drop7.</p><h3>Ann</h3><p>So did I, and more than once drop8.</p></article>"
)

CASES = {
    "blog": Case(
        html=BLOG,
        lines=(
            "# Why small mills count their sacks",
            "Then a bakery asked for deliveries by the hour, and counting by hand took longer than "
            "baking the bread (keep2).",
            "## What the mill changed",
            "- It weighed every pallet instead of every sack (keep4).",
            "- It wrote the weight on a printed label (keep5).",
            "> We thought the scale was the project. The label was the project (keep7).",
            "### What it cost",
            "| Item | Price keep9 |",
            "| --- | --- |",
            "| Scale | 4,200 zloty keep10 |",
        ),
    ),
    "news": Case(
        html=NEWS,
        lines=(
            "The bank moved its advisers into the libraries of the towns it left, where they sit "
            "on Mondays and Thursdays (keep2).",
            "Costs fell by pct 14 in the first year, and complaints by a third (keep5).",
            "> We did not close the bank. We moved it to where people already were (keep4).",
            "1. Count visits, not branches (keep6).",
            "2. Ask where customers already go (keep7).",
        ),
    ),
    "legacy": Case(html=LEGACY, encoding="cp1252"),
    "soup": Case(
        html=SOUP,
        lines=(
            "Im Jahr 2004 fragte eine Buchhändlerin, warum man nicht erst nach der Bestellung "
            "drucke (keep2).",
        ),
    ),
    "linked": Case(
        html=LINKED,
        lines=(
            "A platform firm is a firm that brings buyers and sellers together and lives from the "
            "fee on each deal (keep1).",
            "## History",
            "- Marketplaces, which match goods (keep4)",
            "- App stores (keep6)",
        ),
    ),
    "list": Case(
        html=LIST,
        lines=("1. Who will use it on the first Monday? (keep1)", "12. When? (keep12)"),
    ),
    "chinese": Case(
        html=CHINESE,
        lines=("## 改变了什么", "现在，面包店每天烤两次面包，工厂又雇了两名司机（keep4）。"),
    ),
    "short": Case(html=SHORT, lines=("The scale arrived on Monday (keep1).",)),
    "questions": Case(
        html=QUESTIONS,
        lines=(
            "Will branches close? (keep1)",
            "## Terms",
            "- Closing (keep5)",
            "   The day on which the contract takes effect (keep6).",
        ),
    ),
    "builder": Case(html=BUILDER, lines=("## Give each of them a number",)),
    "docs": Case(
        html=DOCS,
        lines=(
            "# Rolling out a pilot",
            "```",
            "  until: 30 June (keep3)",
            "- Sceptics find what is missing (keep7).",
            "   - Ask them first (keep8).",
        ),
    ),
    "deep": Case(html=DEEP, lines=("## Asking the pilots",)),
    "interview": Case(
        html=INTERVIEW,
        lines=(
            "Yes (keep5).",
            "> The hour costs us two percent of the week (keep7).",
            ">",
            "> It has never been cancelled (keep8).",
        ),
    ),
    "form": Case(html=FORM, lines=("| Year | Rate |", "| 1 | 900 keep3 |")),
    "cookies": Case(html=COOKIES, lines=("## Related costs", "## Share of visitors who accept")),
    "parsys": Case(html=_PARSYS, lines=("## Part 0", "## Part 5")),
    "texts": Case(html=_TEXTS, lines=("## Part 0", "## Part 5")),
    "articles": Case(html=_ARTICLES, lines=("## Part 0", "## Part 5")),
    "sections": Case(html=_SECTIONS, lines=("## Part 0", "## Part 5")),
    "boxes": Case(html=_BOXES, lines=("## Recommendations", "## Promotion")),
    "standfirst": Case(html=_STANDFIRST, lines=("# Counting sacks",)),
    "inline": Case(
        html=_INLINE,
        lines=(
            "It was founded on 3 May 1998 in Lodz and has grown, as we all know from ledger.txt "
            "and H2O (keep1).",
            "Bare text stands in the article as well, without a paragraph (keep2).",
            "One line",
            "and another (keep3).",
            "A new paragraph (keep4).",
        ),
    ),
    "nested": Case(
        html=_NESTED,
        lines=(
            "3. Outer (keep2)",
            "   - Inner (keep3)",
            "   - Last",
            "      With a second paragraph (keep4).",
            "4. Next (keep5)",
            "| Item | Price (keep6) |  |",
            "| Scale | 900 | EUR |",
            "|  | 990 | USD (keep7) |",
        ),
    ),
    "cards": Case(html=_CARDS, lines=("### Idea 7 (keep7)",)),
    "sources": Case(html=_SOURCES, lines=("- Source number 7 keep7",)),
    "dialog": Case(html=_DIALOG),
    "flat": Case(html=_FLAT),
    "within": Case(html=_WITHIN, lines=("## What it cost",)),
}

HIDING = {
    "hidden attribute": "<p hidden>{}</p>",
    "aria": '<p aria-hidden="true">{}</p>',
    "display": '<div style="display:none"><p>{}</p></div>',
    "display spaced": '<p style="color: red; DISPLAY : none !important">{}</p>',
    "visibility": '<p style="visibility:hidden">{}</p>',
    "opacity": '<p style="opacity:0">{}</p>',
    "font size": '<p style="font-size:0">{}</p>',
    "tiny font": '<span style="font-size: 0.5px">{}</span>',
    "font": '<p style="font: 0/0 serif">{}</p>',
    "transparent": '<p style="color:transparent">{}</p>',
    "white": '<p style="color:#fff">{}</p>',
    "white on white": '<p style="color: rgb(255, 255, 255); background: white">{}</p>',
    "white font": '<font color="white">{}</font>',
    "off the left": '<p style="position:absolute; left:-9999px">{}</p>',
    "off the top": '<p style="top:-200em;position:fixed">{}</p>',
    "indent": '<p style="text-indent:-9999px">{}</p>',
    "clipped": '<p style="position:absolute;clip:rect(0,0,0,0)">{}</p>',
    "cut": '<p style="height:0;overflow:hidden">{}</p>',
    "scaled": '<p style="transform:scale(0)">{}</p>',
    "template": "<template><p>{}</p></template>",
    "noscript": "<noscript><p>{}</p></noscript>",
    "comment": "<!-- {} -->",
    "script": "<script>{}</script>",
    "style sheet": '<style>p.x7, #y {{display: none}}</style><p class="x7">{}</p>',
    "closed dialog": "<dialog><p>{}</p></dialog>",
}
"""Ways to put text into a page that a reader does not see."""

SHOWN = (
    '<p style="color:#fff; background:#036">{}</p>',
    '<div style="background-color: navy"><p style="color: white">{}</p></div>',
    '<p style="font-size:20px; opacity:0.9">{}</p>',
    '<p style="text-indent:-20px; height:0">{}</p>',
    "<style>@media print {{.x8 {{display:none}}}} .x8 b {{display:none}}</style>"
    "<p class='x8'>{}</p>",
    "<details><summary>More</summary><p>{}</p></details>",
    '<p style="position:absolute; left:-10px">{}</p>',
)
"""What looks like hiding and is not."""
