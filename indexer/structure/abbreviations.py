"""The English words that decide whether a full stop ends a sentence."""

from __future__ import annotations

# Followed by a name or by the rest of the sentence, whatever its case.
BEFORE_NAMES = frozenset(
    "mr mrs ms mx dr drs prof profs gen col lt sgt capt maj adm cmdr cdr brig cpl pvt sen sens rep"
    " reps gov amb rev hon pres supt atty messrs mme mlle fr st ste mt ft lt-gen maj-gen vs v eg ie"
    " e.g i.e cf viz op ca c approx incl esp resp dist".split()
)
# Followed by a figure; else the word ends its sentence ("He said no. She left.").
BEFORE_NUMBERS = frozenset(
    "no nos nr p pp vol vols ch chap sec sect art arts para paras fig figs ed eds app ex tab pt"
    " ver est par n nn l ll f ff fol b d r fl".split()
)
MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
# May end a sentence: they do when a word follows that opens sentences.
MAY_END = frozenset(
    "inc ltd co corp llc plc gmbh bros jr sr esq etc al ibid dept univ assn assoc ave blvd rd hwy"
    " ph.d calif fla minn penn tenn ariz colo conn okla misc intl natl govt avg".split()
)
TIME_WORDS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday EST EDT CST CDT MST PST PDT GMT UTC"
    " CET CEST BST MSK Eastern Central Pacific Mountain Moscow London Beijing Greenwich".split()
)
OPENERS_OF_SENTENCES = frozenset(
    "A An The This That These Those He She It We They You I His Her Its Our Their My Your There"
    " Here In On At By For From With Without Under Over After Before Since Until During Between"
    " Among Against Despite Within Through Throughout Across As If When While Where Whereas Whether"
    " Once Although Though Because Unless But And Or Nor So Yet Then Thus Hence However Moreover"
    " Meanwhile Nevertheless Nonetheless Indeed Instead Still Also Even Only Just Now Today Later"
    " Yesterday Tomorrow Soon Perhaps Maybe Not No Yes What Who Whom Whose Which Why How Some Many"
    " Most Several All Both Each Every Any Another Other Others Such One Two Three Few Neither"
    " Either None Nobody Nothing Everyone Everything Again Finally First Second Last Next Likewise"
    " Similarly Conversely Furthermore Consequently Therefore Otherwise Unfortunately Fortunately"
    " According Asked Critics Analysts Observers Officials".split()
)
REPORTING_VERBS = frozenset(
    "said says asked asks added adds replied replies answered answers told tells wrote writes"
    " exclaimed shouted cried whispered wondered continued insisted declared demanded inquired"
    " enquired remarked quipped joked retorted".split()
)
