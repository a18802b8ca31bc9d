"""The words that the checks of meaning know; each list is of whole words in lower case."""

OPPOSITES = tuple(
    tuple(frozenset(side.split()) for side in pair.split("|"))
    for pair in """
    rise rose risen rising increase increased increases increasing grow grew grown growing growth
    gain gained climb climbed climbing higher more up upward expand expanded expanding improve
    improved improving improvement surge surged soar soared jump jumped raise raised boost boosted
    better best strengthen strengthened accelerate accelerated above exceed exceeded exceeds over
    larger bigger greater widen widened most double doubled tripled longer | fall fell fallen
    falling decrease decreased decreases decreasing decline declined declining shrink shrank
    shrunk shrinking drop dropped dropping lower lowered less fewer down downward cut cuts cutting
    reduce reduced reduces reducing reduction worsen worsened worse worst sink sank sunk slump
    slumped plunge plunged weaken weakened slow slowed below under smaller narrow narrowed least
    halve halved deteriorate deteriorated shorter lose losing ;
    before prior earlier precede preceded ahead previously | after later following afterwards
    follow followed subsequently ;
    make made makes earn earned earns | lose lost loses losing ;
    buy buys bought buying acquire acquired purchase purchased | sell sells sold selling ;
    start starts started begin begins began begun launch launched open opened opens found founded
    enter entered join joined | stop stops stopped end ends ended close closed closes cease ceased
    shut exit left leave leaves quit discontinued ;
    succeed succeeded success successful win won wins | fail failed failure fails unsuccessful
    lose lost loses ;
    profit profitable profits | loss losses unprofitable lossmaking ;
    accept accepted approve approved allow allowed permit permitted | reject rejected refuse
    refused forbid forbidden ban banned prohibit prohibited prevent prevented ;
    hire hired hiring keep kept retain retained | fire fired dismiss dismissed layoff lay laid ;
    everyone everybody all every always | none nobody never few some sometimes ;
    cheap cheaper cheaply | expensive dear costly dearer ;
    first | last second ;
    fast faster quick quickly | slow slower slowly ;
    strong stronger strongly | weak weaker weakly ;
    centralise centralised centralize centralized central | decentralise decentralised
    decentralize decentralized ;
    flat flatter | tall taller hierarchical pyramid ;
    easy easier simple simpler | hard harder difficult complex ;
    many much | few little ;
    enough sufficient | insufficient ;
    inside internal | outside external ;
    support supports supported agree agreed | oppose opposed contradict contradicted disagree ;
    add adds added adding | remove removes removed removing ;
    cause causes caused | avoid avoids avoided ;
    old older oldest | new newer newest young younger ;
    older | newer younger ;
    large big | small little ;
    employees staff workers | customers consumers buyers
    """.split(";")
)
"""Pairs of opposites: a clause with one of them is not supported by one with the other alone.

A comparative has a row of its own, too: "new" in the evidence does not excuse "younger".
"""

UNIVERSAL = tuple(
    tuple(frozenset(side.split()) for side in family.split("|"))
    for family in """
    all every everyone everybody always entirely wholly completely each |
    whole any both no none nobody nothing never without cannot not ;
    only exclusively | alone sole solely single merely just no none nothing never not without ;
    none nobody never | no nothing not without cannot neither nor ;
    guarantee guarantees guaranteed proves proved prove | proof proven ;
    must | have has need needs should required obliged only never always cannot
    """.split(";")
)
"""Words that claim all or nothing, and what else says as much: evidence has to hold one of either,
and "only some" is not all."""

HEDGES = frozenset(
    """
    may might could perhaps possibly probably likely would plans planned plan expects expected
    hopes hoped promised promises intends intended proposed announced claims claimed claim says
    said believes believed thinks thought argues argued wanted wants tried seems seemed appears
    appeared suggests suggested estimated guess guessed reportedly according view allegedly
    unproven should can contested disputed unclear rumoured reading
    """.split()
)
"""What leaves a statement open, plans it, or gives it as somebody's opinion."""

UNITS = frozenset(
    """
    second minute hour day week month quarter year decade century percent euro euros dollar
    dollars pound pounds yuan krone kroner yen usd eur dkk gbp rmb metre metres meter meters
    kilometre kilometres km mile miles kilo kilos kg tonne tonnes ton tons seconds minutes hours
    days weeks months quarters years decades centuries daily weekly monthly yearly annual annually
    """.split()
)
"""What figures are counted in."""

LIGHT = frozenset(
    """
    about accord across actually allow almost also amount amounted amounts approximately around
    aside ask asked asks based basically became become begin bring brings brought call called
    calls came case certain come comes companies company consist consisted consists currently
    done end ended ends especially example find finds firm firms form found gave generally give
    given gives giving go goes gone got happen held help helps hold holds however include
    including judge judged judges keep keeps kept kind let lie lies link linked links look
    looked looks made main mainly make makes making mean means merely namely nearly now number
    often one ones onto order otherwise overall part particular place provide provided provides
    put puts putting rather really regard relied relies rely report reported rest rested rests
    result role roughly said say says see seen set shown shows similarly simply specific stand
    stands started state states stay stayed stays still stood suitable suited supplied supplies
    supply switch switched switches take taken takes taking thing things thus today took toward
    turn type use used uses using usually way ways well went whereas work works
    """.split()
)
"""Words that say next to nothing: another one in their place changes no fact."""
