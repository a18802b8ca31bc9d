"""Invented articles, tails and endings for the tests of the furniture cleaner.

ARTICLES are short bodies without a trailing newline. TAILS are advertising and page furniture:
a cleaner must remove them when they follow an article after a blank line, or after a single
newline when the key ends in "_joined". A key that begins with "hard_" marks a tail that holds
a full sentence or is a single line, so that its look alone says little. ENDINGS are honest
last parts of articles: appended after a blank line, they must be kept to the last character.

The texts, persons, addresses and numbers are invented, also where a real company is named.
"""

ARTICLES: dict[str, str] = {
    "plain_lines": (
        "The warehouse that stopped counting by hand\n\n"
        "When Hartmann & Sons took over the old cold store in Kassel, the stock list was a "
        "ring binder. Every evening two clerks walked the aisles with a torch, and every "
        "morning the sales office discovered that the list was already wrong.\n\n"
        "The first idea was to buy scanners. Forty of them arrived in a box, were unpacked, "
        "charged, and left on a shelf for most of the winter, because nobody had asked who "
        "would scan what, and at which moment.\n\n"
        "What finally helped\n"
        "The owner closed the office for one afternoon and asked everyone to walk the way of a "
        "single pallet, from the ramp to the lorry. Eleven people signed for that pallet. Only "
        "three of them could say why.\n\n"
        "From then on the talk was about signatures, not about devices. Four steps were "
        "dropped, two were joined, and the scanners came off the shelf because there was now a "
        "place in the work where they saved somebody a walk. Errors fell from nine in a "
        "hundred orders to two, and the evening round ended in May.\n\n"
        "None of this was quick, and none of it was cheap in patience. But the company learned "
        "to look at the work first and at the tool second, and that habit has outlived both "
        "the binder and the scanners."
    ),
    "plain_wrapped": (
        "WHY THE SECOND YEAR IS THE HARD ONE\n\n"
        "Most change programmes are judged by their first twelve months. There is\n"
        "a launch, a room with coloured walls, a steering group that meets every\n"
        "Monday, and a budget which nobody has yet learned to count. Almost any\n"
        "number can be made to rise in such a year.\n\n"
        "The second year is different. The consultants have gone home, the best\n"
        "people have been promoted out of the team, and the old system, which was\n"
        "to be switched off in the spring, is still running because one customer\n"
        "in Rotterdam depends on it. It is now that a company finds out whether\n"
        "it bought a project or changed its mind.\n\n"
        "We followed six insurers through this period. Four of them kept a small\n"
        "group of people whose only duty was to remove obstacles:\n\n"
        "  - approvals that took longer than the work itself\n"
        "  - reports that nobody had opened for a quarter\n"
        "  - rules whose author had left the company\n\n"
        "The two insurers without such a group had slipped back to the old pace\n"
        "by the autumn, although both had spent more money on software.\n\n"
        "The lesson is a modest one. Plan the second year before the first one\n"
        "starts, give it a name and a budget, and let the people who will live in\n"
        "it write the plan."
    ),
    "markdown": (
        "# Small batches, large companies\n\n"
        "Large companies like large releases. A release **feels** important when it fills a "
        "calendar, needs a war room and ends with cake. The trouble is that a release of that "
        "size also hides its mistakes until it is too late to take any single one of them back.\n\n"
        "## What we tried\n\n"
        "In a bank with about 900 developers we asked three teams to ship every working day "
        "for one quarter, whatever they had. The teams agreed on a few rules:\n\n"
        "* Nothing waits for a committee unless it touches the ledger.\n"
        "* Every change can be switched off without a new release.\n"
        "* Whoever breaks the build stops and repairs it, see [our "
        "notes](https://notes.kleinschritt.example/build).\n\n"
        "## What happened\n\n"
        "The first month was noisy. Testers who had worked towards one date a quarter now had "
        "sixty small dates, and said so. In the second month the noise went away, because the "
        "questions had become smaller: *is this label right?* instead of *is the new portal "
        "ready?*\n\n"
        "By the end of the quarter the three teams had rolled back fourteen changes, each "
        "within the hour, and no customer had called about any of them. The rest of the bank "
        "had rolled back one release, and it took nine days. The board did not need a longer "
        "report than that, and the daily rhythm has since spread to eleven more teams."
    ),
    "chinese": (
        "传统企业为什么转不动\n\n"
        "很多老板谈转型，第一句话总是问：“该上哪一套系统？”其实系统只是工具，真正难改的是做事"
        "的习惯和背后的利益。\n\n"
        "去年我们走访了浙江一家做了二十年卫浴的工厂。老板花三百万元买了一套管理软件，半年以后，"
        "车间里仍旧用粉笔在黑板上写排产计划。原因并不复杂：软件要求班组长每两小时报一次数，可是"
        "报数的人得不到任何好处，报错了反而要扣钱。\n\n"
        "后来厂里换了一种做法。他们先停下软件，把一张订单从接单到发货的全过程画在墙上，请每一个"
        "经手的人说明自己为什么签字。结果发现，十七个签字当中有九个没有人说得清理由。\n\n"
        "去掉这些签字以后，交货期从二十六天缩短到十五天，软件也重新用了起来，因为这时它确实替人"
        "省了力气。班组长报数不再是负担，而是他们和销售部门争取时间的依据。\n\n"
        "这个例子说明，转型不是从采购开始的，而是从弄清楚自己怎样工作开始的。工具可以买，习惯只"
        "能自己一点一点地改。"
    ),
}

TAILS: dict[str, str] = {
    "seo_commas": (
        "Stainless Steel Ball Valve, Flanged Ball Valve, Trunnion Ball Valve, 3 Way Ball "
        "Valve, Ball Valve Manufacturer, China Ball Valve Supplier"
    ),
    "seo_commas_sloppy": (
        "Crawler Crane ,Used Crawler Crane,50t Crawler Crane ,Crawler Crane For Sale,Second "
        "Hand Crane Parts"
    ),
    "seo_pipes": (
        "cheap running shoes | women running shoes | trail running shoes sale | buy running "
        "shoes online | running shoes size 11 | shoes outlet"
    ),
    "seo_one_a_line": (
        "LED High Bay Light\n"
        "UFO LED High Bay 150W\n"
        "LED Flood Light\n"
        "Solar LED Street Light 60W\n"
        "LED Linear Light IP65\n"
        "LED Canopy Light"
    ),
    "seo_one_a_block": (
        "Silicone Baby Bib\n\n"
        "Silicone Baking Mat\n\n"
        "Silicone Ice Cube Tray\n\n"
        "Food Grade Silicone Spatula"
    ),
    "seo_no_separators": (
        "led grow light full spectrum led grow light 1000w led grow light hydroponic grow tent "
        "kit grow light factory price"
    ),
    "seo_wrapped_at_72": (
        "carbon steel flange, weld neck flange, slip on flange, blind flange,\n"
        "socket weld flange, lap joint flange, threaded flange, orifice flange,\n"
        "spectacle blind flange, ansi b16.5 flange, din 2633 flange, forged\n"
        "flange factory"
    ),
    "seo_casino": (
        "online casino bonus, free spins no deposit, best slots 2021, live roulette, mobile "
        "blackjack real money, casino utan licens, 888 poker\n\n"
        "best online casino | no deposit bonus codes | slot gacor hari ini"
    ),
    "hashtags": "#ledlighting #smarthome #wholesale #madeinchina #lightingdesign #b2b",
    "product_company_url": (
        "Spiral Wound Gasket\n\n"
        "Spiral Wound Gasket With Inner Ring,SS316 Spiral Wound Gasket,Graphite Spiral Wound "
        "Gasket\n\n"
        "NINGBO HAOXIN SEALING MATERIAL CO., LTD , https://www.haoxin-sealing.com"
    ),
    "product_company_url_posted": (
        "Hydraulic Truck Crane\n\n"
        "Hydraulic Truck Crane,25 Ton Truck Crane,Mobile Truck Crane,Truck Mounted Crane\n\n"
        "XUZHOU BEIDOU HEAVY MACHINERY CO., LTD. , https://www.beidoucrane.com\n\n"
        "This entry was posted in on"
    ),
    "company_url_one_line": "Foshan Ruilong Ceramic Tile Co., Ltd. , http://www.ruilongtile.com",
    "company_url_keywords_joined": (
        "PVC Edge Banding,ABS Edge Banding,Edge Banding For Furniture,Acrylic Edge Banding\n"
        "SHOUGUANG MEIHE DECORATION MATERIAL CO.,LTD , https://www.meihe-edging.com"
    ),
    "product_spec_card": (
        "Model NO.: QY-8801\n"
        "Material: Aluminum Alloy + PC\n"
        "Color Temperature: 2700K-6500K\n"
        "IP Rating: IP65\n"
        "MOQ: 100 Pieces\n"
        "Port: Shenzhen\n"
        "Payment Terms: L/C, T/T, Western Union"
    ),
    "product_cards_with_prices": (
        "Men's Trail Runner GTX\n"
        "$129.00 $89.99\n"
        "Add to cart\n\n"
        "Women's Court Classic White\n"
        "$74.50\n"
        "Add to cart\n\n"
        "Kids' Velcro Sneaker\n"
        "Out of stock"
    ),
    "shoe_shop_markdown_images": (
        "[![nike air 270 "
        "outlet](https://img.soleplanet.shop/p/270-s.jpg)](https://soleplanet.shop/p/270)\n"
        "[![yeezy boost 350 "
        "v2](https://img.soleplanet.shop/p/350-s.jpg)](https://soleplanet.shop/p/350)\n"
        "[![jordan 1 retro "
        "high](https://img.soleplanet.shop/p/aj1-s.jpg)](https://soleplanet.shop/p/aj1)"
    ),
    "contact_lines": (
        "Contact: Ms. Linda Zhou\n"
        "Tel: +86-577-5550 1842\n"
        "Fax: +86-577-5550 1843\n"
        "Mobile/WhatsApp: +86 135 5550 7719\n"
        "E-mail: sales02@wzkeda-valve.com\n"
        "Web: www.wzkeda-valve.com"
    ),
    "contact_one_line": (
        "T: 0161 496 0144 | F: 0161 496 0145 | E: info@brightmanlifts.co.uk | "
        "www.brightmanlifts.co.uk"
    ),
    "contact_whatsapp_joined": (
        "WhatsApp/WeChat: +8613955501276  Skype: led-amy88  Email: amy@luxstarled.com"
    ),
    "contact_numbers_only": (
        "+1 (800) 555-0137\n+1 (312) 555-0188\norders@midwestgasketsupply.com"
    ),
    "address_block": (
        "Midwest Gasket Supply Inc.\n"
        "4410 W. Industrial Pkwy, Unit 7B\n"
        "Elk Grove Village, IL 60007\n"
        "USA"
    ),
    "address_one_line": (
        "Add: No. 218, Binhai 4th Road, Economic & Technical Development Zone, Wenzhou, "
        "Zhejiang, China 325025"
    ),
    "opening_hours_block": (
        "Showroom Leeds\n"
        "Unit 3, Canal Mills, Armley LS12 2QF\n"
        "Mon - Fri 9:00 - 17:30\n"
        "Sat 10:00 - 16:00\n"
        "Sun closed\n"
        "0113 496 0275"
    ),
    "copyright_line": (
        "Copyright © 2009-2018 Luxstar Lighting Co., Ltd. All Rights Reserved. Powered by "
        "Emlog  Sitemap  XML"
    ),
    "copyright_with_menu_blocks": (
        "© 2021 Harbour Fitness Outlet\n\n"
        "Terms | Privacy | Returns | Shipping | Track my order\n\n"
        "Visa Mastercard PayPal Klarna Apple Pay"
    ),
    "copyright_dash_joined": (
        "(c) 2014 CraneTraders24 - All rights reserved - Imprint - Privacy - Login"
    ),
    "posted_complete": (
        "This entry was posted in LED Lighting News on June 14, 2019 by admin. Bookmark the "
        "permalink."
    ),
    "posted_complete_markdown": (
        "This entry was posted in "
        "[Uncategorized](https://luxstarled.com/category/uncategorized/) on [3. August "
        "2020](https://luxstarled.com/?p=311) by [admin](https://luxstarled.com/author/admin/)."
    ),
    "posted_tagged": (
        "This entry was posted in Gaskets, Sealing and tagged bx gasket, ring joint, rtj. "
        "Bookmark the permalink."
    ),
    "posted_empty_slots": "This entry was posted in on",
    "posted_cut_after_tagged": "This entry was posted in Uncategorized and tagged",
    "posted_empty_with_by_joined": "This entry was posted in  on  by .",
    "posted_meta_pipes": (
        "Posted by admin | March 4, 2017 10:22 am | Category: Casino Tips | 0 Comments | Edit"
    ),
    "posted_split_over_lines": ("Posted in\nForklift Parts\non\n2018-11-02\nby\njackzhang"),
    "tags_line": "Tags: led panel, troffer light, office lighting, dimmable",
    "tags_markdown_links": (
        "Tags: [crane](/tag/crane), [hoist](/tag/hoist), [lifting gear](/tag/lifting-gear), "
        "[rigging](/tag/rigging)"
    ),
    "filed_under": "Filed Under: Footwear, Sale Tagged With: ankle boots, chelsea boots, winter",
    "prev_next_arrows": (
        "← 7 Reasons Your Ball Valve Leaks          How To Choose A Truck Crane →"
    ),
    "prev_next_labels": (
        "Previous: Wholesale Yoga Mats Buying Guide\nNext: What Is A Spiral Wound Gasket?"
    ),
    "prev_next_post_navigation": (
        "Post navigation\n\n« Top 10 Slots With Free Spins\n\nRoulette Odds Explained »"
    ),
    "pagination": "1 2 3 4 … 27 Next »",
    "share_run": "Facebook Twitter LinkedIn Pinterest WhatsApp Email Print",
    "share_counts": ("Share 0\nTweet 0\nPin 3\n+1\nShare"),
    "share_click_to": (
        "Click to share on Twitter (Opens in new window)\n"
        "Click to share on Facebook (Opens in new window)\n"
        "Click to email a link to a friend (Opens in new window)\n"
        "Like Loading..."
    ),
    "views_likes_meta": "👁 1,204  ♥ 17  💬 0  ★★★★☆ 4.2 (126 votes)",
    "breadcrumb": "Home > Products > Lighting > LED Street Light > 100W",
    "breadcrumb_guillemets": "Startseite » Krane » Gebrauchte Mobilkrane » Liebherr",
    "menu_pipes": "Home | About | Products | News | Download | Feedback | Contact",
    "menu_one_a_line": ("Home\nAbout Us\nProducts\nFactory Tour\nFAQ\nContact Us\nGet a Quote"),
    "menu_markdown_bullets": (
        "* [Home](/)\n"
        "* [Shop](/shop)\n"
        "* [My account](/my-account)\n"
        "* [Cart (0)](/cart)\n"
        "* [Checkout](/checkout)"
    ),
    "menu_markdown_one_line": (
        "[Home](/) | [About](/about) | [Sitemap](/sitemap.xml) | [RSS](/feed) | [中文](/zh) | "
        "[Русский](/ru)"
    ),
    "sidebar_widgets": (
        "Search for:\n\n"
        "Recent Posts\n"
        "What Is An RTJ Flange?\n"
        "Kammprofile vs Spiral Wound\n\n"
        "Archives\n"
        "June 2019\n"
        "May 2019\n"
        "February 2019\n\n"
        "Categories\n"
        "Flanges (12)\n"
        "Gaskets (31)\n"
        "Uncategorized (4)"
    ),
    "bare_urls": (
        "https://www.haoxin-sealing.com/products/ring-joint-gasket.html\n"
        "https://www.haoxin-sealing.com/products/kammprofile-gasket.html\n"
        "http://haoxin.en.bizmaker-mall.com"
    ),
    "bare_urls_in_blocks": (
        "http://www.slots-palace-777.com\n\n"
        "http://www.slots-palace-777.com/bonus?ref=blog\n\n"
        "www.roulette-king.net"
    ),
    "related_title_then_url": (
        "How to Choose the Right Truck Crane for a Narrow Site\n"
        "https://www.cranetraders24.com/blog/choose-truck-crane\n"
        "Five Signs Your Wire Rope Must Be Replaced\n"
        "https://www.cranetraders24.com/blog/wire-rope-signs\n"
        "Rent or Buy? The Real Cost of a 50 t Crawler\n"
        "https://www.cranetraders24.com/blog/rent-or-buy"
    ),
    "related_title_then_url_blocks": (
        "10 Best Chelsea Boots for Wet Weather\n"
        "soleplanet.shop/blog/chelsea-boots-wet\n\n"
        "How To Clean White Sneakers\n"
        "soleplanet.shop/blog/clean-white-sneakers"
    ),
    "related_markdown_links": (
        "[Top 5 Kitchen Faucets of "
        "2020](https://www.aquafit-bath.com/news/top-5-kitchen-faucets.html)\n\n"
        "[Why Is My Shower Head "
        "Dripping?](https://www.aquafit-bath.com/news/shower-head-dripping.html)\n\n"
        "[Brass or Zinc? Choosing an Angle "
        "Valve](https://www.aquafit-bath.com/news/brass-or-zinc.html)"
    ),
    "related_markdown_dates": (
        "- [LED Panel vs Troffer](https://luxstarled.com/a/118.html) 2019-05-30\n"
        "- [What Does IP65 Mean](https://luxstarled.com/a/117.html) 2019-05-21\n"
        "- [DALI Or 0-10V](https://luxstarled.com/a/115.html) 2019-05-02"
    ),
    "related_titles_read_more": (
        "You may also like\n"
        "Bitcoin Casinos Without Verification: 2022 List\n"
        "Read more »\n"
        "Is Baccarat Beatable?\n"
        "Read more »"
    ),
    "newsletter_box": (
        "Get our weekly deals\n\nEmail address:\n\nSubscribe\n\nNo spam. Unsubscribe at any time."
    ),
    "hard_newsletter_markdown_form": (
        "**Sign up for 10% off your first pair**\n\n"
        "First Name\n\n"
        "Email Address *\n\n"
        "[ ] I agree to the [privacy policy](/privacy)\n\n"
        "SIGN ME UP"
    ),
    "cookie_fragments": "We use cookies  Accept all  Reject  Settings  Cookie policy",
    "cookie_table_fragments": (
        "Necessary\nAlways active\nPreferences\nStatistics\nMarketing\nSave & accept"
    ),
    "comment_form": (
        "Leave a Reply\n\n"
        "Name *\n\n"
        "Email *\n\n"
        "Website\n\n"
        "Save my name, email, and website in this browser for the next time I comment.\n\n"
        "Post Comment"
    ),
    "comment_form_one_line": "Leave a Reply  Name * Email * Website  Comment *  Submit",
    "comment_form_cut_joined": "Name (required)  Mail (will not be published) (required)  Website",
    "back_to_top": ("Back to top ↑\nPrint\nPDF\nReport abuse"),
    "html_remnants": (
        "<a href='http://www.kaida-furnace.com'>Induction Furnace</a>, <a "
        "href='http://www.kaida-furnace.com/p2'>Melting Furnace</a>, <a "
        "href='http://www.kaida-furnace.com/p3'>Furnace Coil</a>"
    ),
    "machine_joined_no_spaces": "HomeAbout UsProductsLED Tube LightLED BulbNewsContact UsSitemap",
    "nbsp_and_bullets": (
        "Hot Products:\u00a0\u00a0Forklift Battery\u00a0•\u00a0Traction Battery\u00a0•\u00a0"
        "Golf Cart Battery\u00a0•\u00a0Battery Charger 48V"
    ),
    "trailing_spaces_and_tabs": (
        "Scaffold Coupler  \n"
        "\tSwivel Coupler \n"
        "\tRinglock Scaffolding \n"
        " \n"
        "Tianjin Hengda Scaffold Co., Ltd.\thttp://www.hengda-scaffold.com"
    ),
    "many_blocks_shop": (
        "Carbide End Mill\n\n"
        "Carbide End Mill,Ball Nose End Mill,Roughing End Mill,4 Flute End Mill\n\n"
        "Changzhou Dingfeng Tools Co.,Ltd , https://www.dingfengtools.com\n\n"
        "Tel: 0519-5550 6621  Fax: 0519-5550 6622\n\n"
        "Home | Products | Catalog | Contact\n\n"
        "This entry was posted in Tools on April 9, 2018"
    ),
    "many_blocks_blog": (
        "Share this:\n\n"
        "Twitter Facebook Reddit Tumblr\n\n"
        "Tags: sneakers, sale, black friday\n\n"
        "« Older Post   Newer Post »\n\n"
        "1 Comment\n\n"
        "© 2017 SolePlanet. Theme by Anders."
    ),
    "many_blocks_url_first": (
        "https://www.meihe-edging.com/news/index.html\n\n"
        "PVC Edge Banding Tape\n\n"
        "2mm Pvc Edge Banding,Woodgrain Edge Banding,High Gloss Edge Banding\n\n"
        "Related News\n\n"
        "Sales Manager: Jack  |  0086-536-5550918"
    ),
    "zh_company_block": (
        "温州精诚密封件有限公司\n"
        "地址：浙江省温州市龙湾区滨海四道218号\n"
        "电话：0577-5550 1842\u3000传真：0577-5550 1843\n"
        "手机：135-5550-7719（微信同号）\n"
        "网址：www.jingcheng-seal.com"
    ),
    "zh_company_one_line": (
        "佛山市瑞隆陶瓷有限公司 联系人：陈小姐 电话：0757-55501234 网址：http://www.ruilongtile.com"
    ),
    "zh_keywords_run": "关键词：LED灯具,LED路灯厂家,太阳能路灯价格,工矿灯,投光灯批发,LED面板灯",
    "zh_keywords_one_a_line": ("不锈钢球阀\n法兰球阀\n电动蝶阀\n气动调节阀\n阀门厂家"),
    "zh_prev_next": ("上一篇：汽车吊的日常保养方法\n下一篇：二手挖掘机怎么挑选"),
    "zh_prev_next_empty_joined": "上一篇：没有了 下一篇：运动鞋尺码对照表",
    "zh_copyright_icp": (
        "版权所有 © 2008-2020 温州精诚密封件有限公司 浙ICP备00000000号-1 技术支持：易搜网络 网"
        "站地图"
    ),
    "zh_share_and_meta": (
        "分享到： 微信 新浪微博 QQ空间 人人网\n阅读(1204) | 评论(0) | 收藏(3) | 打印 | 关闭"
    ),
    "zh_related_titles_urls": (
        "垫片安装的五个常见错误\n"
        "http://www.jingcheng-seal.com/news/105.html\n"
        "金属缠绕垫片的规格有哪些\n"
        "http://www.jingcheng-seal.com/news/98.html"
    ),
    "zh_many_blocks": (
        "八角垫,椭圆垫,金属环垫,RTJ垫片\n\n"
        "温州精诚密封件有限公司 , https://www.jingcheng-seal.com\n\n"
        "首页 | 公司简介 | 产品中心 | 新闻资讯 | 联系我们\n\n"
        "上一篇：什么是齿形垫片\n"
        "下一篇：暂无"
    ),
    "de_company_imprint": (
        "Kranservice Oberhausen GmbH & Co. KG\n"
        "Hafenstraße 114, 46049 Oberhausen\n"
        "Tel. 0208 / 555 01-0, Fax 0208 / 555 01-29\n"
        "info@kranservice-ob.de, www.kranservice-ob.de\n"
        "Amtsgericht Duisburg HRA 00000, USt-IdNr. DE000000000"
    ),
    "de_menu_and_tags": (
        "Schlagwörter: Gebrauchtkran, Autokran, Ersatzteile\n\n"
        "Impressum | Datenschutz | AGB | Kontakt | Newsletter"
    ),
    "fr_company_line": (
        "SARL Joints & Étanchéité du Rhône - 27 rue des Frères Lumière, 69120 "
        "Vaulx-en-Velin - Tél. : 04 65 71 00 12 - contact@joints-rhone.fr"
    ),
    "fr_posted_navigation": (
        "Publié dans Chaussures le 12 mars 2018 par admin. Laisser un commentaire\n\n"
        "← Bottines femme en solde    Baskets pas cher →"
    ),
    "es_company_line": (
        "Calzados Peñalver, S.L. | Pol. Ind. Campo Alto, C/ Alemania 33, 03600 Elda (Alicante) "
        "| Tlf. 965 55 01 20 | ventas@calzadospenalver.es"
    ),
    "es_keywords_and_copyright": (
        "zapatos de mujer, botines baratos, zapatillas running, sandalias de cuero, calzado "
        "infantil\n\n"
        "© 2016 Calzados Peñalver · Aviso legal · Política de cookies"
    ),
    "ru_company_block": (
        "ООО «ПромКран-Сервис»\n"
        "г. Екатеринбург, ул. Заводская, д. 47, оф. 12\n"
        "Тел./факс: +7 (343) 555-01-62\n"
        "promkran-servis.ru"
    ),
    "ja_navigation": ("前の記事 | 一覧へ戻る | 次の記事\nホーム > お知らせ > LED照明"),
    "hard_blurb_then_contact": (
        "Luxstar Lighting is a professional manufacturer of LED high bay lights, LED flood "
        "lights and solar street lights with 12 years of experience, CE RoHS ETL certified, "
        "welcome to contact us!\n\n"
        "LED High Bay Light,LED Flood Light,Solar Street Light\n\n"
        "Luxstar Lighting Co., Ltd. , https://www.luxstarled.com"
    ),
    "hard_cookie_sentence_then_buttons": (
        "By continuing to browse this site you accept our use of cookies.\n\nOK   More info   ×"
    ),
    "hard_single_product_name": "2835 SMD LED Strip 12V 60LED/M",
}

ENDINGS: dict[str, str] = {
    "author_signoff": (
        "Thank you for reading, and write to us when you have tried it.\n\nMargarethe Vogt"
    ),
    "author_signoff_with_role": "– Tom Okafor, operations lead, Leeds",
    "bold_closing_line": "**Change the work first, then buy the tool.**",
    "bold_closing_fragment": "**One pallet, one signature.**",
    "reference_list": (
        "References\n\n"
        "Adler, P. S. (1993). Time-and-motion regained. Harvard Business Review, 71(1), 97-108.\n"
        "Smith, J. (2019). Second-year effects in change programmes. Journal of Operations, "
        "14(2), 33-58.\n"
        "Vogt, M., & Okafor, T. (2021). Signatures and delay: a field study. Leeds: Canal "
        "Press."
    ),
    "reference_list_with_urls": (
        "## References\n\n"
        "1. Okafor, T. (2018). *Walking the pallet*. "
        "<https://press.canal-leeds.example/walking>\n"
        "2. Li, W. (2020). “Who signs, and why?” *Factory Review*, 8(3). "
        "doi:10.0000/fr.2020.0083\n"
        "3. Vogt, M. (2022). *The second year*. Retrieved 4 May 2023 from "
        "https://vogt.example/second-year.pdf"
    ),
    "numbered_short_steps": (
        "1. Pick one order\n"
        "2. Walk its way from door to door\n"
        "3. Ask each person why they sign\n"
        "4. Strike out one signature\n"
        "5. Wait two weeks, then repeat"
    ),
    "checklist_after_lead_in": (
        "Before the next steering meeting, make sure that the following are on the table:\n\n"
        "- lead time of the last twenty orders\n"
        "- names of everyone who can stop a release\n"
        "- open promises to customers\n"
        "- the budget for year two"
    ),
    "task_list_markdown": (
        "What was left on our own list when the quarter ended:\n\n"
        "- [x] Daily release for payments\n"
        "- [x] Switch-off for every change\n"
        "- [ ] Ledger without committee\n"
        "- [ ] One dashboard, not five"
    ),
    "nested_list": (
        "* People\n"
        "  * two testers\n"
        "  * one clerk from sales\n"
        "* Time\n"
        "  * Mondays, 9 to 11\n"
        "* Place\n"
        "  * the ramp, not the meeting room"
    ),
    "markdown_table": (
        "| Quarter | Errors per 100 orders | Signatures |\n"
        "|---------|----------------------:|-----------:|\n"
        "| Q1      |                     9 |         11 |\n"
        "| Q2      |                     5 |          7 |\n"
        "| Q3      |                     2 |          5 |"
    ),
    "plain_text_table": (
        "Plant      Lead time   Rollbacks\n"
        "Kassel     26 days     4\n"
        "Leeds      15 days     9\n"
        "Wuhan      11 days     14"
    ),
    "fenced_code_block": (
        "The whole check fits into four lines:\n\n"
        "```bash\n"
        "git fetch origin\n"
        "git rebase origin/main\n"
        "make test\n"
        "git push\n"
        "```"
    ),
    "block_quote_with_source": (
        "> You can buy a tool in an afternoon. A habit is paid for in years.\n"
        ">\n"
        "> — Li Wenhua, *Factory Review*, 2020"
    ),
    "poem_like_closing": (
        "Less paper\nFewer doors\nOne list that everyone believes\nand an evening at home"
    ),
    "whats_next_heading": (
        "## What's next\n\n"
        "* Read the [case study of the Kassel cold "
        "store](https://notes.kleinschritt.example/kassel)\n"
        "* Compare your own [lead time](/guides/lead-time) with the sector\n"
        "* Join the [community of practice](https://community.kleinschritt.example)\n"
        "* Take the [quick check](/quickcheck/)"
    ),
    "whats_next_wrapped_items": (
        "## What's next\n\n"
        "-   For links to other articles, see the\n"
        "    [practice page](https://notes.kleinschritt.example/practice).\n"
        "-   Read the book\n"
        "    [*Walking the Pallet*](https://press.canal-leeds.example/walking),\n"
        "    by Tom Okafor.\n"
        "-   Take the\n"
        "    [quick check](/quickcheck/)."
    ),
    "further_reading_titles_urls": (
        "Further reading\n\n"
        "Walking the Pallet, Tom Okafor\n"
        "https://press.canal-leeds.example/walking\n\n"
        "The Second Year, Margarethe Vogt\n"
        "https://vogt.example/second-year.pdf"
    ),
    "markdown_link_definitions": (
        "The figures come from the [annual report][1] and from [our own survey][2].\n\n"
        "[1]: https://reports.kassel-cold.example/2019\n"
        "[2]: https://notes.kleinschritt.example/survey"
    ),
    "markdown_footnote": (
        "The delay was not the fault of the supplier.[^1]\n\n"
        "[^1]: Measured from order entry to loading, public holidays not counted."
    ),
    "footnote_like_remark": "* All names of employees have been changed.",
    "url_inside_sentence": (
        "The full set of interview notes, with the names removed, can be found at "
        "https://notes.kleinschritt.example/interviews and may be used freely in teaching."
    ),
    "sentence_ending_in_url": (
        "If you want to check our arithmetic, the raw numbers are here: "
        "https://notes.kleinschritt.example/raw"
    ),
    "phone_inside_sentence": (
        "The plant now prints a single number, 0561 5550 123, on every delivery note, and "
        "whoever picks up the phone is allowed to decide."
    ),
    "email_inside_sentence": (
        "If your own second year looks different, tell me about it at "
        "m.vogt@kleinschritt.example, because the next study starts in the autumn."
    ),
    "company_names_after_lead_in": (
        "The six insurers that opened their books to us were:\n\n"
        "Nordlicht Versicherung AG\n"
        "Harbour Mutual Ltd\n"
        "Assurances du Rhône\n"
        "Seguros Peñalver, S.A.\n"
        "Tianfu Insurance Co., Ltd.\n"
        "Prairie Life Inc."
    ),
    "capitals_and_numbers": (
        "In 2019 IBM, SAP and DHL ran the same test in 14 plants in the USA, the UK and the "
        "UAE; by Q3 2020 the KPI had moved from 61% to 83%, and ISO 9001 audits took 2 days "
        "instead of 5."
    ),
    "one_sentence_no_full_stop": "And that is how a ring binder ended up in the museum of the town",
    "closing_question": "So who in your company could say why the eleventh signature is there?",
    "two_word_closing": "Start small.",
    "short_exclamation": "Walk the pallet!",
    "zh_closing_paragraph": (
        "当然，每家企业的情况不同，浙江的办法未必适合东北，民企的办法也未必适合国企。但是有一点"
        "是相通的：先把自己的流程看清楚，再去谈系统、谈平台、谈生态，钱才不会白花。"
    ),
    "zh_short_sentence": "路还很长。",
    "zh_short_no_stop": "转型，先转人",
    "zh_companies_in_sentence": (
        "去年试过这种办法的，还有华为、海尔、美的、三一重工等十几家公司，电话回访率从41%升到了67%。"
    ),
    "zh_numbered_list": (
        "最后给老板们三点建议：\n\n"
        "一、先画流程，再买软件\n"
        "二、少一个签字，多一分责任\n"
        "三、让报数的人先得到好处"
    ),
    "zh_source_line": "（本文根据作者2016年5月在上海的演讲整理，有删节）",
    "date_and_place": "Shanghai, May 2016",
    "question_and_answer": (
        "Q: Did you ever regret selling the scanners?\n"
        "A: Once, in December.\n\n"
        "Q: And what did you do?\n"
        "A: We walked."
    ),
    "formula_plain": "cost of delay = value per week x weeks waited",
    "formula_latex": ("$$\nL = \\lambda W, \\qquad W = \\frac{L}{\\lambda}\n$$"),
    "lead_in_comma_rich_items": (
        "Three groups were asked to sit at one table:\n\n"
        "- sales, dispatch, customer service, returns\n"
        "- planning, purchasing, goods inward, quality\n"
        "- payroll, legal, works council"
    ),
    "excerpted_from": (
        "_Excerpted from [Signatures and delay: a field "
        "study](https://press.canal-leeds.example/signatures) by [Margarethe "
        "Vogt](/people/#vogt) and [Tom Okafor](/people/#okafor)_."
    ),
    "acknowledgement": (
        "I am grateful to the night shift in Kassel, to Anna, Piotr, Wenhua and Li Na, and to "
        "the clerk who lent me her torch."
    ),
    "enumeration_sentence": "Speed, cost, quality, trust.",
    "enumeration_of_roles_sentence": (
        "Clerks, drivers, pickers, planners, buyers, auditors, owners: all of them had signed, "
        "and none of them had read."
    ),
    "italic_disclaimer": (
        "*The author advised two of the companies named above; the views expressed here are "
        "her own.*"
    ),
    "about_the_author_sentences": (
        "Margarethe Vogt has worked in logistics since 1998. She lives in Kassel and teaches "
        "one day a week at the technical college."
    ),
    "glossary": (
        "## Terms\n\n"
        "**Lead time** – from order to door\n"
        "**Touch time** – hands on the work\n"
        "**Rollback** – taking one change back"
    ),
    "image_with_caption": (
        "![Lead time by plant, 2018 to 2020](/images/lead-time.svg)\n\n"
        "*Figure 3: Lead time by plant, in days*"
    ),
    "timeline": (
        "2016: ring binder\n"
        "2017: forty scanners, unused\n"
        "2018: one afternoon on the ramp\n"
        "2019: two errors in a hundred"
    ),
    "furniture_words_in_prose": (
        "The rule was posted in every corridor on Monday by the plant manager, tagged with her "
        "name, and anyone could leave a reply, a name and an e-mail address on the sheet below "
        "it."
    ),
    "posted_sentence_in_prose": (
        "This entry was posted in the ledger on 4 March by a clerk who had left the company in "
        "2011, and nobody could explain how."
    ),
    "product_talk_in_prose": (
        "Gaskets, ball valves and LED lights are still what the company sells, and the "
        "copyright on its catalogue is still renewed every January; only the way from order to "
        "ramp is new."
    ),
    "previous_next_in_prose": "Previous studies stopped at month twelve; the next one should not.",
    "interview_closing_dialogue": ("“And the cake?”\n“We kept the cake.”"),
    "series_note": (
        "This is the second of three parts. [Part one](/series/one) told how the binder came "
        "into the house, and [part three](/series/three) will tell who misses it."
    ),
    "case_list_with_links_in_sentences": (
        "Two more companies have written down what they did:\n\n"
        "- Harbour Mutual describes its first month in [a frank blog "
        "post](https://harbourmutual.example/first-month).\n"
        "- Prairie Life keeps [a public diary](https://prairielife.example/diary), now in its "
        "fourth year."
    ),
    "wrapped_last_paragraph_short_end": (
        "None of the six would go back, and when we asked for a reason, the\n"
        "shortest answer came from the oldest of the directors, who had seen four\n"
        "programmes come and go. He said that for the first time he knew what he\n"
        "was paying\n"
        "for."
    ),
    "horizontal_rule_and_remark": (
        "---\n\n"
        "First published in the staff magazine of the Kassel cold store; slightly shortened "
        "here."
    ),
    "fr_closing_sentence": (
        "Comme disait le contremaître : « Le logiciel n'a rien changé, c'est nous qui avons "
        "changé. »"
    ),
    "de_closing_fragment": "Fazit: weniger Unterschriften, mehr Vertrauen",
}
