"""Names of UIMA types: DKPro's built-in layers of INCEpTION, and the custom layers that we write."""

import re
from keyword import iskeyword

from annotator.formats.inception import DKPRO

ANNOTATION = "uima.tcas.Annotation"
TOP = "uima.cas.TOP"
STRING = "uima.cas.String"
ARRAY = "uima.cas.FSArray"

NAMED_ENTITY = DKPRO + "ner.type.NamedEntity"
SENTENCE = DKPRO + "segmentation.type.Sentence"
TOKEN = DKPRO + "segmentation.type.Token"
META = DKPRO + "metadata.type.DocumentMetaData"
CHAIN = DKPRO + "coref.type.CoreferenceChain"
LINK = DKPRO + "coref.type.CoreferenceLink"

EVENT = "custom.Event"
EVENT_SLOT = "custom.EventArgumentsLink"
RELATION = "custom.Relation"
FRAGMENT = "custom.Fragment"
FRAGMENT_SLOT = "custom.FragmentLink"
SHEET = "custom.AnnotatorDocument"

# Layers that say how the text is built, not what is marked in it.
STRUCTURE = (
    "segmentation.type.", "metadata.type.", "lexmorph.type.", "syntax.type.", "morph.type.", "anomaly.type.",
)  # fmt: skip

_FEATURE = re.compile(r"[^\W\d_]\w*")
_TYPE = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def is_feature_name(name: str) -> bool:
    """Say whether UIMA takes the name for a feature; cassis compiles such names into Python code."""
    return _FEATURE.fullmatch(name) is not None and not iskeyword(name) and not name.startswith("__")


def is_type_name(name: str) -> bool:
    """Say whether UIMA takes the name for a type."""
    return _TYPE.fullmatch(name.removesuffix("[]")) is not None


def is_structure(layer: str) -> bool:
    """Say whether the layer holds tokens, sentences, lemmas and the like."""
    return any(layer.startswith(DKPRO + part) for part in STRUCTURE)
