"""Queries on the example corpus, and the paragraph a reader of it would want to see first.

The comment above a query says why no other paragraph may stand before that one. Whoever changes
the ranking reads the paragraphs before touching a line of this.
"""

from __future__ import annotations

from typing import NamedTuple


class Wanted(NamedTuple):
    """A query, and the article and the opening words of its best answer."""

    query: str
    article: str
    opening: str


ARCTIC = "arctic-polar-silk-road.txt"
ASTANA = "2017-06-15-astana-enlargement.txt"
BANK = "brics-bank-and-its-cousins.md"
CONJUNCTION = "greater-eurasia-conjunction.md"
ENTENTE = "entente-revisited-2017.txt"
FIGHTERS = "s-400-and-su-35.txt"
HAMBURG = "2017-07-06-hamburg-g20.txt"
KOREA = "korea-dual-suspension.txt"
MOSCOW = "2018-04-12-moscow-ministerials.txt"
PIPE = "power-of-siberia.txt"
ROUBLES = "roubles-and-yuan.txt"
SEAS = "joint-sea-exercises.txt"
TURKEY = "turkey-silk-road-cafe.txt"

FIRST = [
    # Rare words and names: each stands in one paragraph only.
    Wanted("helium", PIPE, "Near the town of Svobodny"),
    Wanted("photocopier", ASTANA, "Delegates took comfort"),
    Wanted("Dandong", HAMBURG, "The timing was no accident."),
    Wanted("Kerimbaev", ASTANA, "A former secretary of"),
    Wanted("Arc7", ARCTIC, "To move the gas there had to be ships"),
    Wanted("sopryazhenie", CONJUNCTION, "Diplomats occasionally need a word"),
    # Later notes in brackets count as text: the company's name is in the note alone.
    Wanted("CRAIC", ENTENTE, "[There is now a company"),
    Wanted("Vaino successor", ENTENTE, "(This was the guess"),
    Wanted("Vladimir Rusanov Eduard Toll", ARCTIC, "[Since this was written two more"),
    # The golf course and the battery are both in the first paragraph of a note that has two.
    Wanted("THAAD AND (golf OR Seongju)", ENTENTE, "(Since this was written the Korean half"),
    # It has "ally", "allies" and "allied"; no other paragraph has all three.
    Wanted("allied", ENTENTE, "Why then the reluctance"),
    # The two words side by side as asked; "fleet, and its allies" in the same article is second.
    Wanted("allied fleet", SEAS, "What it does not show is an allied fleet."),
    # The only paragraph with all three words.
    Wanted("alliance Washington containment", ENTENTE, "Why then the reluctance"),
    # All five words, of which the year is the rarest.
    Wanted("1961 treaty ally mutual defence", KOREA, "The division of labour"),
    # All four words; of others with India and Vietnam none has "avowed".
    Wanted("avowed ally Vietnam India", ENTENTE, "Why then the reluctance"),
    # Written Erdoğan, Ürümqi, São Paulo: who searches has no such keys.
    Wanted("Erdogan", TURKEY, "The missing piece was the railway"),
    Wanted("Urumqi Uyghurs", TURKEY, "Between Ankara and Beijing there is one subject"),
    Wanted("Sao Paulo soya", TURKEY, "Money explains part of it."),
    # It stands in two paragraphs once each, and this one is the shorter.
    Wanted("naive", CONJUNCTION, "And yet it would be naïve"),
    # Figures: the one paragraph with both the number and what it counts.
    Wanted("38 bcm", PIPE, "On May 21, 2014, in Shanghai"),
    # A decimal, and a no-break space before "billion".
    Wanted("1.4 billion Taiwan Triton", HAMBURG, "The timing was no accident."),
    # A comma inside the number.
    Wanted("Resolution 2397 500,000 barrels", KOREA, "Matters got worse before"),
    # "billion yuan" is elsewhere too; the swap and its amount are only here.
    Wanted("swap 150 billion yuan", ROUBLES, "The plan is older than the sanctions."),
    # What was sold; a former Treasury official in Pretoria is someone else.
    Wanted("Treasury bonds reserves", ROUBLES, "The boldest move was made with the reserves."),
    # The zoo's pandas have the enclosure; the other panda is a bond.
    Wanted("panda enclosure", HAMBURG, "The hosts have worries of their own."),
    Wanted("panda AND NOT enclosure", ROUBLES, "Borrowing came next."),
    # All three words; other paragraphs have diplomats only.
    Wanted("Skripal Salisbury diplomats", MOSCOW, "Both men had fresh reasons for irritation"),
    # The whole name of the department, in the middle of one paragraph of 800 words.
    Wanted("CAATSA Equipment Development Department", FIGHTERS, "For ten years Russian arms"),
    # The map is here literally; "comprehensive" is divided at a line's end in the file.
    Wanted("comprehensive account map", PIPE, "Western commentators called it"),
    # A hyphen at a line's end that belongs to the word.
    Wanted("anti-Western", PIPE, "Western commentators called it"),
    Wanted('"nine-dash line"', SEAS, "The second journey was shorter"),
    # In one word only here; the ships' re-deployment is written in two.
    Wanted("redeployment", KOREA, "The alarm of the allies deserves attention."),
    Wanted("re-deployment", SEAS, "The third journey, this summer"),
    # Both words, against many paragraphs with one of them.
    Wanted("gauge Akhalkalaki", TURKEY, "The view from the middle"),
    # A question as one would ask it: its small words must not decide.
    Wanted("who paid for the New Development Bank", BANK, "The New Development Bank was designed"),
    # The joke about marriage, not the many paragraphs on partners.
    Wanted("dance married autumn", SEAS, "What it does not show is an allied fleet."),
    # A dotted acronym asked for without dots, with what makes this the one.
    Wanted("US tariffs Trade Representative", MOSCOW, "Both men had fresh reasons for irritation"),
]

# Queries that exactly these paragraphs answer, the best first.
EXACTLY = {
    '"comprehensive strategic partnership"': [
        # As it is called, "five words in English": the paragraph about the name itself.
        (ENTENTE, "So there is a euphemism."),
        # The formula again, and no minister departed from it.
        (MOSCOW, "What should the result be called?"),
        (HAMBURG, "What lay beneath the gilding"),
        # Divided at a line's end in the file.
        (PIPE, "Has the pipe made allies"),
    ],
    # The three words apart from each other.
    'comprehensive AND strategic AND partnership AND NOT "comprehensive strategic partnership"': [
        (ENTENTE, "Let me come to money"),
        (HAMBURG, "It would be wrong to think"),
        (CONJUNCTION, "Since 2016 Moscow has set"),
    ],
    "naive": [
        (CONJUNCTION, "And yet it would be naïve"),
        (TURKEY, "On an aeroplane home"),
    ],
    "panda": [
        # Panda and pandas, against panda once.
        (HAMBURG, "The hosts have worries of their own."),
        (ROUBLES, "Borrowing came next."),
    ],
}
