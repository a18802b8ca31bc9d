"""What is asked and what it is held against: statements, dimensions, places in the essays.

The first four dimensions are the features of Internet+ in the founding essay; the fifth is what it
warns of. The places beside them are in the founding essay and in those that qualify it.
"""

from dataclasses import dataclass

from advisor.assessment.locating import Reference

FOUNDING = "01-internet-plus-vs-plus-internet"
"""Id of the founding essay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A plain sentence that a company agrees with more or less."""

    text: str
    reversed: bool = False
    """True where agreement speaks for +Internet, so that agreeing with all decides nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One side of the business, with what is asked about it and what the essays say on it."""

    key: str
    title: str
    weak: str
    """What a score below the middle says."""
    strong: str
    """What a score from the middle on says."""
    statements: tuple[Statement, ...]
    reason: Reference
    """Where the founding essay says why the dimension counts."""
    readings: tuple[Reference, ...]
    """What helps where the score is low, the most useful first."""
    caution: Reference
    """Where the advice stops holding; for a score that is high already."""
    steps: tuple[Reference, ...]
    """What to do on Monday, the easiest first."""


DIMENSIONS = (
    Dimension(
        key="user_relationship",
        title="User relationship",
        weak="Customers buy, and hardly take part.",
        strong="Customers take part in what you make.",
        statements=(
            Statement(text="Customers help to decide what we change in our products or services."),
            Statement(text="We know our regular customers and ask them what they need."),
            Statement(
                text="Beyond the sale itself we have little to do with our customers.",
                reversed=True,
            ),
        ),
        reason=Reference(
            FOUNDING, "first feature user relationship consumers and participants at the same time"
        ),
        readings=(
            Reference(
                "04-xiaomi-users-as-cocreators",
                "Users of MIUI proposed features on a bulletin board and voted on them",
            ),
            Reference(
                "05-haidilao-service-culture",
                "service culture is a capacity that grows with the people able to pass it on",
            ),
        ),
        caution=Reference(
            "04-xiaomi-users-as-cocreators",
            "Users told that the product is partly theirs take a broken promise more personally",
        ),
        steps=(
            Reference(FOUNDING, "Ask a few regular customers to help decide one feature"),
            Reference("04-xiaomi-users-as-cocreators", "Invite some of your keenest customers"),
        ),
    ),
    Dimension(
        key="profit_model",
        title="Profit model",
        weak="Profit hangs on selling the product, often at a discount.",
        strong="Profit comes from more than the product.",
        statements=(
            Statement(
                text="A good part of our profit comes from services or members, "
                "not from the product alone."
            ),
            Statement(text="In recent years we have changed what it is that customers pay us for."),
            Statement(
                text="Discounts and special packages are our main way to sell more.",
                reversed=True,
            ),
        ),
        reason=Reference(
            FOUNDING, "second feature profit model in which the product may earn nothing"
        ),
        readings=(
            Reference(
                "09-product-to-service",
                "A product firm gains from becoming a service firm when it takes over a burden",
            ),
            Reference(
                "03-group-buying-o2o-subsidies",
                "a voucher changes the price and the door through which guests arrive",
            ),
        ),
        caution=Reference(
            "26-property-community-services-small-merchants",
            "Value-added services brought Colour Life 97.1 million yuan of revenue, or 5 percent",
        ),
        steps=(
            Reference(
                FOUNDING, "Name one service that customers would pay for, and test its price"
            ),
            Reference(
                "09-product-to-service",
                "Choose one burden that you can carry more cheaply, price its removal",
            ),
        ),
    ),
    Dimension(
        key="organisation",
        title="Organisation",
        weak="Decisions wait for people far from the customer.",
        strong="Those who meet the customer may decide.",
        statements=(
            Statement(text="Staff who meet customers may settle small matters without asking."),
            Statement(
                text="A customer's wish passes through several levels before anything happens.",
                reversed=True,
            ),
        ),
        reason=Reference(FOUNDING, "third feature flat organisation 6 to 10 levels"),
        readings=(
            Reference(
                "08-flat-organisations-limits",
                "Haier shows that cutting levels can go with growth, "
                "provided that contracts and targets replace the bosses",
            ),
            Reference(
                "07-haier-rendanheyi",
                "contracts between small units can take over the work of middle managers",
            ),
        ),
        caution=Reference(
            "08-flat-organisations-limits",
            "Taller hierarchies went with better commercial results among game start-ups",
        ),
        steps=(
            Reference(FOUNDING, "Follow one customer request through the hierarchy"),
            Reference("08-flat-organisations-limits", "Give front-line staff a limit in money"),
        ),
    ),
    Dimension(
        key="open_borders",
        title="Open borders",
        weak="The company works within its own walls.",
        strong="Others can plug into the company.",
        statements=(
            Statement(
                text="We work with firms of other industries whose customers need what we make."
            ),
            Statement(
                text="We do as much as we can ourselves and link up with nobody.", reversed=True
            ),
        ),
        reason=Reference(FOUNDING, "fourth feature open mindset across industry borders"),
        readings=(
            Reference(
                "11-open-apis-ecosystems",
                "An open interface lets a business grow through the work of others",
            ),
            Reference(FOUNDING, "Malan Ramen stayed a noodle chain, spent next to nothing"),
        ),
        caution=Reference(
            "19-tradelens-failure",
            "TradeLens worked as technology and failed as a platform",
        ),
        steps=(
            Reference(FOUNDING, "Approach one company in another industry"),
            Reference("11-open-apis-ecosystems", "Open one function to one partner"),
        ),
    ),
    Dimension(
        key="platforms",
        title="Independence from platforms",
        weak="Platforms that others own hold the door to your customers.",
        strong="You reach your customers without asking a platform.",
        statements=(
            Statement(
                text="If our largest platform doubled its fee tomorrow, "
                "we would still reach most of our customers."
            ),
            Statement(
                text="Most new customers come to us through platforms that others own.",
                reversed=True,
            ),
        ),
        reason=Reference(
            FOUNDING, "Discount packages can even ruin the profit structure and membership scheme"
        ),
        readings=(
            Reference(
                "10-platform-economics",
                "Joining on good terms means selling on more than one platform and keeping a "
                "direct line to the customers who return",
            ),
            Reference(
                "03-group-buying-o2o-subsidies",
                "Returning guests separated good Groupon deals from bad ones",
            ),
        ),
        caution=Reference(
            "11-open-apis-ecosystems",
            "a merchant who moves from a shopping platform to a mini program has changed landlords",
        ),
        steps=(
            Reference(FOUNDING, "Calculate the margin on each platform deal"),
            Reference(
                "03-group-buying-o2o-subsidies", "Invite satisfied deal guests membership list"
            ),
        ),
    ),
)
"""The five dimensions, in the order in which they are asked."""

STATEMENTS = tuple(one for dimension in DIMENSIONS for one in dimension.statements)
"""The twelve statements, in the order of the answers."""

VERDICT_REASONS = {
    "+Internet": Reference(
        FOUNDING, "A company that sells on platforms and takes QR payments has achieved +Internet"
    ),
    "in between": Reference(
        FOUNDING, "+Internet is the first step towards Internet+ and a precondition for it"
    ),
    "Internet+": Reference(
        FOUNDING, "Internet+ is a new economic form that grows out of +Internet"
    ),
}
"""Where the founding essay says what each verdict means."""
