"""The Arabic characters that the rules of this package speak of, named once; the names are pyarabic's.

pyarabic's own folding is not used: it turns ى into ا, keeps U+0670 and makes every seated hamza a bare one, so that a
search for سوال would miss سؤال. Its `unshape` leaves 610 of the presentation forms as they are; NFKC leaves none.
"""

import warnings

with warnings.catch_warnings():
    # pyarabic writes "\w" in plain strings: Python warns of it whenever it compiles the module anew.
    warnings.simplefilter("ignore")
    from pyarabic import araby_const as araby

ALEF: str = araby.ALEF
ALEF_MADDA: str = araby.ALEF_MADDA
ALEF_HAMZA_ABOVE: str = araby.ALEF_HAMZA_ABOVE
ALEF_HAMZA_BELOW: str = araby.ALEF_HAMZA_BELOW
ALEF_WASLA: str = araby.ALEF_WASLA
ALEF_MAKSURA: str = araby.ALEF_MAKSURA
WAW_HAMZA: str = araby.WAW_HAMZA
YEH_HAMZA: str = araby.YEH_HAMZA
BEH: str = araby.BEH
TEH: str = araby.TEH
TEH_MARBUTA: str = araby.TEH_MARBUTA
SEEN: str = araby.SEEN
FEH: str = araby.FEH
QAF: str = araby.QAF
KAF: str = araby.KAF
LAM: str = araby.LAM
MEEM: str = araby.MEEM
NOON: str = araby.NOON
HEH: str = araby.HEH
WAW: str = araby.WAW
YEH: str = araby.YEH
TATWEEL: str = araby.TATWEEL
FATHA: str = araby.FATHA
KASRA: str = araby.KASRA
TASHKEEL: frozenset[str] = frozenset(araby.TASHKEEL)
TANWIN: frozenset[str] = frozenset(araby.TANWIN)
DECIMAL: str = araby.DECIMAL
THOUSANDS: str = araby.THOUSANDS
COMMA: str = araby.COMMA
QUESTION: str = araby.QUESTION
FULL_STOP: str = araby.FULL_STOP  # of Urdu

FARSI_YEH = "\u06cc"
ZWNJ = "\u200c"
ZWJ = "\u200d"
