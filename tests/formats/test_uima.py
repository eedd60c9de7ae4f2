import io
import json
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.errors import AnnotatorError
from annotator.formats import uima
from annotator.formats.format import Finding, Format, WriteOptions
from tests.formats.sound import check_sound

cassis = pytest.importorskip("cassis")

Split = Callable[[object], tuple[list[Document], list[Finding]]]
FORMATS = {"json": uima.FORMAT_JSON, "xmi": uima.FORMAT_XMI}


def written(document: Document, folder: Path, kind: str, **options: object) -> Path:
    FORMATS[kind].write([document], folder / "out", WriteOptions(**options))  # type: ignore[misc,arg-type]
    return folder / "out"


def reader(kind: str) -> Callable[[Path], object]:
    found: Format = FORMATS[kind]
    assert found.read is not None
    return found.read


@pytest.mark.parametrize("kind", FORMATS)
def test_the_sample_comes_back_whole(sample: Document, tmp_path: Path, split: Split, kind: str) -> None:
    folder = written(sample, tmp_path, kind)
    (back,), findings = split(reader(kind)(folder))
    assert back == sample
    assert {finding.severity for finding in findings} <= {"note"}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_gold_article_comes_back_whole(shared: Path, tmp_path: Path, split: Split, kind: str) -> None:
    from annotator.formats import jsonl

    (article,), _ = split(jsonl.read(shared / "seed" / "article.gold.jsonl"))
    (back,), _ = split(reader(kind)(written(article, tmp_path, kind)))
    assert back == article


def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path) -> None:
    gold = replace(sample, layers=sample.layers[:1])
    uima.write_json([gold], tmp_path / "sample.json", WriteOptions())
    made = json.loads((tmp_path / "sample.json").read_text("utf-8"))["%FEATURE_STRUCTURES"]
    expected = json.loads((golden / "uima" / "sample.json").read_text("utf-8"))["%FEATURE_STRUCTURES"]
    assert made == expected


@pytest.mark.parametrize("kind", FORMATS)
def test_cassis_reads_what_is_written(sample: Document, tmp_path: Path, kind: str) -> None:
    gold = replace(sample, text="😀" + sample.text[1:], layers=sample.layers[:1])
    path = tmp_path / f"a.{kind}"
    FORMATS[kind].write([gold], path, WriteOptions())  # type: ignore[misc]
    if kind == "json":
        cas = cassis.load_cas_from_json(path.read_text("utf-8"))
    else:
        with (tmp_path / "a.TypeSystem.xml").open("rb") as system, path.open("rb") as file:
            cas = cassis.load_cas_from_xmi(file, typesystem=cassis.load_typesystem(system))
    read = {entity.begin for entity in cas.select("NamedEntity")}
    assert read == {entity.spans[0].start for entity in gold.layers[0].entities}
    assert cas.sofa_string == gold.text
    if kind == "json":
        spans = [fs for fs in json.loads(path.read_text("utf-8"))["%FEATURE_STRUCTURES"] if "end" in fs]
        assert max(fs["end"] for fs in spans) == len(gold.text) + 1 + sum(c > "\uffff" for c in gold.text[1:])


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_document_comes_back(documents, data: st.DataObject, split: Split, kind: str) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        (back,), _ = split(reader(kind)(written(document, Path(folder), kind)))
    assert ordered(back) == ordered(document)


def ordered(document: Document) -> Document:
    """The annotators' files have the order of their names."""
    return replace(document, layers=tuple(sorted(document.layers, key=lambda layer: layer.annotator)))


def inception_cas() -> "cassis.Cas":
    """A CAS as INCEpTION exports it: built-in and custom layers, no sheet of ours."""
    with warnings.catch_warnings(action="ignore"):
        system = cassis.load_dkpro_core_typesystem()
    visit = system.create_type("webanno.custom.Visit")
    slot = system.create_type("webanno.custom.VisitWhoLink", "uima.cas.TOP")
    system.create_feature(slot, "role", "uima.cas.String")
    system.create_feature(slot, "target", "uima.tcas.Annotation")
    system.create_feature(visit, "who", "uima.cas.FSArray", slot, multipleReferencesAllowed=False)
    system.create_feature(visit, "certain", "uima.cas.Boolean")
    work = system.create_type("webanno.custom.WorksFor")
    for feature in ("Governor", "Dependent"):
        system.create_feature(work, feature, "uima.tcas.Annotation")
    place = system.create_type("webanno.custom.Place")
    system.create_feature(place, "kind", "uima.cas.String")
    cas = cassis.Cas(typesystem=system)
    cas.sofa_string = "😀 زار الوزير القاهرة وهو سعيد"
    dkpro = "de.tudarmstadt.ukp.dkpro.core.api."
    named = system.get_type(dkpro + "ner.type.NamedEntity")
    minister = named(begin=6, end=12, value="PER")
    city = place(begin=13, end=20, kind="مدينة")
    cas.add_all([minister, city])
    array = system.get_type("uima.cas.FSArray")
    cas.add(visit(begin=2, end=5, certain=True, who=array(elements=[slot(role="Visitor", target=minister)])))
    cas.add(work(begin=13, end=20, Governor=minister, Dependent=city))
    link, chain = (
        system.get_type(dkpro + "coref.type.CoreferenceLink"),
        system.get_type(dkpro + "coref.type.CoreferenceChain"),
    )
    he = link(begin=21, end=24, referenceType="PRO")
    first = link(begin=6, end=12, next=he)
    cas.add_all([first, he, chain(first=first)])
    predicate, argument = (
        system.get_type(dkpro + "semantics.type.SemPred"),
        system.get_type(dkpro + "semantics.type.SemArg"),
    )
    link_type = system.get_type(dkpro + "semantics.type.SemArgLink")
    who = argument(begin=6, end=12)
    cas.add(who)
    cas.add(predicate(begin=2, end=5, category="Go", arguments=array(elements=[link_type(role="A0", target=who)])))
    cas.add(system.get_type(dkpro + "lexmorph.type.pos.POS")(begin=2, end=5, PosValue="V"))
    return cas


@pytest.mark.parametrize("kind", FORMATS)
def test_layers_of_inception_become_marks(tmp_path: Path, split: Split, kind: str) -> None:
    cas = inception_cas()
    place = tmp_path / "project" / "annotation" / "d.txt"
    place.mkdir(parents=True)
    (place / f"ليلى.{kind}").write_text(cas.to_json() if kind == "json" else cas.to_xmi(), "utf-8")
    (place / "TypeSystem.xml").write_text(cas.typesystem.to_xml(), "utf-8")

    (document,), findings = split(reader(kind)(tmp_path / "project"))

    (layer,) = document.layers
    assert (document.name, layer.annotator) == ("d.txt", "ليلى")
    assert [(e.type, e.spans[0].start, e.cluster) for e in layer.entities] == [
        ("PER", 6, "c1"), ("مدينة", 13, None), ("PRO", 21, "c1"),
    ]  # fmt: skip
    minister = layer.entities[0].id
    events = {event.type: event for event in layer.events}
    assert [(a.role, a.target) for a in events["Visit"].arguments] == [("Visitor", minister)]
    assert events["Visit"].attributes == {"certain": True}
    assert [(a.role, a.target) for a in events["Go"].arguments] == [("A0", minister)]
    assert [(r.type, r.head) for r in layer.relations] == [("WorksFor", minister)]
    assert [(f.kind, f.values["layer"]) for f in findings if f.kind == "layer"] == [("layer", "POS")]


def test_the_options_say_what_a_layer_is(tmp_path: Path, split: Split) -> None:
    (tmp_path / "a.json").write_text(inception_cas().to_json(), "utf-8")
    mapping = "webanno.custom.Place=skip; webanno.custom.Visit=entity:certain"
    (document,), findings = split(uima.read_json(tmp_path / "a.json", {"layers": mapping}))
    assert "True" in {entity.type for entity in document.layers[0].entities}
    assert document.layers[0].relations == ()
    assert "dangling" in {finding.kind for finding in findings}
    with pytest.raises(AnnotatorError, match="entity, event, relation, skip"):
        list(uima.read_json(tmp_path / "a.json", {"layers": "custom.X=thing"}))


def test_custom_layers_are_written_by_name(sample: Document, tmp_path: Path, split: Split) -> None:
    options = {"entities": "custom.Mention", "events": "custom.Happening"}
    folder = written(sample, tmp_path, "json", options=options)
    source = next(folder.rglob("*.json")).read_text("utf-8")
    assert "custom.Mention" in source
    assert "NamedEntity" not in source
    assert split(uima.read_json(folder))[0] == [sample]
    with pytest.raises(AnnotatorError, match=r"custom\.Person"):
        written(sample, tmp_path / "b", "json", options={"entities": "a b"})


def test_a_zip_is_read_and_names_that_lead_out_are_not(sample: Document, tmp_path: Path, split: Split) -> None:
    folder = written(sample, tmp_path, "xmi")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in folder.rglob("*.xm*"):
            archive.write(path, path.relative_to(folder))
        archive.writestr("../evil.xmi", "<x/>")
    documents, findings = split(uima.read_xmi(tmp_path / "a.zip"))
    assert documents == [sample]
    assert [finding.kind for finding in findings if finding.severity == "error"] == ["unsafe name"]
    assert uima.FORMAT_XMI.detect(tmp_path / "a.zip") > 0.5


def test_one_file_holds_one_layer(sample: Document, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="Choose a folder"):
        uima.write_json([sample], tmp_path / "a.json", WriteOptions())
    writing = uima.write_json([sample], tmp_path / "a.json", WriteOptions(annotator="gold"))
    assert [path.name for path in writing.files] == ["a.json"]
    assert uima.FORMAT_JSON.detect(tmp_path / "a.json") > 0.9


def test_a_text_that_xml_cannot_hold_is_a_loss(tmp_path: Path) -> None:
    writing = uima.write_xmi([Document("d", "d", "نص\x0b")], tmp_path / "a.xmi", WriteOptions())
    assert [loss.kind for loss in writing.losses] == ["text"]
    assert writing.files == ()


SOFA = '{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text","sofaString":"نص طويل"}'
VIEWS = '"%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[2]}}'
EMPTY = b'{"%TYPES":{},"%FEATURE_STRUCTURES":[],"%VIEWS":{}}'


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (b"{}", "not a CAS"),
        (b'{"%FEATURE_STRUCTURES":[]}', "not a CAS"),
        (EMPTY, "no text"),
        (b"[" * 100, "depth"),
        (b'{"%TYPES":{"x.Y":{"a=print(1)":{}}},"%FEATURE_STRUCTURES":[]}', "unsafe name"),
        (b'{"%TYPES":{"x.Y":{"lambda":{}}},"%FEATURE_STRUCTURES":[]}', "unsafe name"),
        (b'{"%TYPES":{"x; y":{}},"%FEATURE_STRUCTURES":[]}', "unsafe name"),
        (b'{"%TYPES":{"x.Y":{"%SUPER_TYPE":"x.Y"}},"%FEATURE_STRUCTURES":[],"%VIEWS":{}}', "not a CAS"),
        (
            f'{{"%TYPES":{{}},"%FEATURE_STRUCTURES":[{SOFA},{{"%ID":2,"%TYPE":"no.Such"}}],{VIEWS}}}'.encode(),
            "not a CAS",
        ),
    ],
)
def test_what_is_no_cas_is_refused(tmp_path: Path, split: Split, source: bytes, kind: str) -> None:
    (tmp_path / "a.json").write_bytes(source)
    documents, findings = split(uima.read_json(tmp_path / "a.json"))
    assert documents == []
    assert kind in {finding.kind for finding in findings}
    assert all(str(finding) for finding in findings)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (BOMB.encode(), "document type"),
        (BOMB.encode("utf-16"), "document type"),
        (b'<?xml version="1.0" encoding="UTF-7"?><x/>', "encoding"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "document type"),
        (b"text", "syntax"),
        (b"<x", "not a CAS"),
        (b"<x/>", "no text"),
    ],
)
def test_xml_that_is_none_or_hostile_is_refused(tmp_path: Path, split: Split, source: bytes, kind: str) -> None:
    (tmp_path / "a.xmi").write_bytes(source)
    documents, findings = split(uima.read_xmi(tmp_path / "a.xmi"))
    assert documents == []
    assert kind in {finding.kind for finding in findings}


def test_a_hostile_type_system_is_refused(tmp_path: Path, split: Split) -> None:
    (tmp_path / "a.xmi").write_text(inception_cas().to_xmi(), "utf-8")
    system = inception_cas().typesystem.to_xml().replace(">certain<", ">a=print(1)<")
    (tmp_path / "TypeSystem.xml").write_text(system, "utf-8")
    assert "unsafe name" in {finding.kind for finding in split(uima.read_xmi(tmp_path / "a.xmi"))[1]}
    (tmp_path / "TypeSystem.xml").write_text(BOMB, "utf-8")
    assert "document type" in {finding.kind for finding in split(uima.read_xmi(tmp_path / "a.xmi"))[1]}


def test_marks_outside_the_text_are_left_out_and_told(tmp_path: Path, split: Split) -> None:
    cas = json.loads(inception_cas().to_json())
    for structure in cas["%FEATURE_STRUCTURES"]:
        if structure["%TYPE"].endswith("NamedEntity"):
            structure["end"] = structure["begin"]
    (tmp_path / "a.json").write_text(json.dumps(cas), "utf-8")
    (document,), findings = split(uima.read_json(tmp_path / "a.json"))
    assert "PER" not in {entity.type for entity in document.layers[0].entities}
    assert "zero width" in {finding.kind for finding in findings}


@settings(max_examples=80, deadline=None)
@given(at=st.integers(0, 100_000), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(golden: Path, at: int, byte: int) -> None:
    source = bytearray((golden / "uima" / "sample.json").read_bytes())
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        path.write_bytes(source)
        assert list(uima.read_json(path))
        assert all(str(item) for item in uima.read_json(path))


def test_missing_parts_of_a_stream_are_never_a_crash(golden: Path, tmp_path: Path) -> None:
    source = (golden / "uima" / "sample.json").read_bytes()
    for size in range(0, len(source), len(source) // 20):
        (tmp_path / "a.json").write_bytes(io.BytesIO(source).read(size))
        assert list(uima.read_json(tmp_path / "a.json"))


def features_of(cas: dict, name: str) -> dict:
    """Return the first structure of a type."""
    return next(one for one in cas["%FEATURE_STRUCTURES"] if one["%TYPE"].endswith(name))


@pytest.mark.parametrize(
    ("owner", "feature", "target"),
    [
        ("CoreferenceChain", "@first", "Relation"),
        ("CoreferenceChain", "@first", "AnnotatorDocument"),
        ("Relation", "@Governor", "AnnotatorDocument"),
        ("EventArgumentsLink", "@target", "CoreferenceChain"),
        ("EventArgumentsLink", "@target", "Relation"),
    ],
)
def test_features_that_point_at_something_of_another_kind(
    golden: Path, tmp_path: Path, owner: str, feature: str, target: str
) -> None:
    cas = json.loads((golden / "uima" / "sample.json").read_text("utf-8"))
    features_of(cas, owner)[feature] = features_of(cas, target)["%ID"]
    (tmp_path / "a.json").write_text(json.dumps(cas), "utf-8")
    for item in uima.read_json(tmp_path / "a.json"):
        check_sound(item)


@pytest.mark.parametrize(
    "name", ["json", "language", "referenceType", "next", "Governor", "target", "begin", "end", "sofaString", "first"]
)
def test_types_that_lack_a_feature_or_have_it_of_another_kind(golden: Path, tmp_path: Path, name: str) -> None:
    source = (golden / "uima" / "sample.json").read_text("utf-8")
    for changed in (source.replace(f'"{name}"', '"other"'), source.replace(f'"@{name}"', f'"{name}"')):
        (tmp_path / "a.json").write_text(changed, "utf-8")
        for item in uima.read_json(tmp_path / "a.json"):
            check_sound(item)
