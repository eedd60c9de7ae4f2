"""Small files of word processors, browsers and readers, part by part, as the tests of texts need them."""

import io
from collections.abc import Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = (
    "<w:p><w:r><w:t>زار الوزير</w:t></w:r><w:ins><w:r><w:t xml:space='preserve'> القاهرة</w:t></w:r></w:ins>"
    "<w:del><w:r><w:delText>بغداد</w:delText></w:r></w:del><w:r><w:footnoteReference/></w:r></w:p>"
    "<w:sdt><w:sdtContent><w:p><w:pPr><w:numPr/></w:pPr><w:hyperlink><w:r><w:t>سطر</w:t><w:br/><w:t>آخر</w:t></w:r>"
    "</w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>خفي</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>أ</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>داخل</w:t></w:r></w:p></w:tc>"
    "</w:tr></w:tbl></w:tc><w:tc><w:p><w:r><w:t>ب</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:t>قبل</w:t><w:drawing><x><w:txbxContent><w:p><w:r><w:t>صندوق</w:t></w:r></w:p></w:txbxContent></x>"
    "</w:drawing></w:r></w:p><w:sectPr/>"
)
DOCX = {"word/document.xml": f"<w:document {W}><w:body>{BODY}</w:body></w:document>", "word/header1.xml": "<h/>"}

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": (
        f'<o:document-content xmlns:o="{OASIS}:office:1.0" xmlns:t="{OASIS}:text:1.0" '
        f'xmlns:b="{OASIS}:table:1.0" xmlns:d="{OASIS}:drawing:1.0">'
        "<o:body><o:text><t:tracked-changes><t:changed-region>"
        "<t:deletion><t:p>محذوف</t:p></t:deletion></t:changed-region>"
        "</t:tracked-changes><t:h>عنوان</t:h><t:p>زار\n  <t:span>الوزير</t:span><t:s t:c='2'/>القاهرة<t:tab/>اليوم"
        "<t:note><t:note-body><t:p>حاشية</t:p></t:note-body></t:note><t:line-break/>ثم عاد.</t:p>"
        "<t:list><t:list-item><t:p>بند</t:p></t:list-item></t:list><b:table><b:table-header-rows><b:table-row>"
        "<b:table-cell><t:p>أ</t:p></b:table-cell><b:table-cell><t:p>ب</t:p></b:table-cell></b:table-row>"
        "</b:table-header-rows></b:table>"
        "<t:p><d:frame><d:image/></d:frame></t:p></o:text></o:body></o:document-content>"
    ),
}  # fmt: skip

PAGE = (
    "<!DOCTYPE html><html><head><title>عنوان  الصفحة</title><style>p{}</style></head>"
    "<body><script>var x = '<p>';</script>"
    "<h1>خبر</h1>\n<p>زار&nbsp;الوزير\n   <b>القاهرة</b> &amp; بغداد<br>ثم عاد."
    "<p>فقرة بلا نهاية<div>كتلة<img src=x></div>"
    "<table><tr><td>أ<td>ب</tr></table><pre>أ  ب\n  ج</pre><ul><li>بند</ul>"
)
EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>',
    "OEBPS/a.opf": (
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>كتاب</dc:title>'
        '<dc:language>ar</dc:language>'
        '</metadata><manifest><item id="two" href="b%20c.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="one" href="../one.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="out" href="../../../etc/passwd" media-type="application/xhtml+xml"/>'
        '<item id="pic" href="p.png" media-type="image/png"/></manifest>'
        '<spine><itemref idref="one"/><itemref idref="two"/><itemref idref="out"/>'
        '<itemref idref="no"/></spine></package>'
    ),
    "one.xhtml": "<!DOCTYPE html><html><body><p>الفصل الأول</p></body></html>",
    "OEBPS/b c.xhtml": "<html><body><p>الفصل الثاني</p></body></html>",
}  # fmt: skip


def pdf_of(*lines: str) -> bytes:
    stream = (
        b"BT /F1 12 Tf 72 720 Td " + b" 0 -20 Td ".join(f"({line}) Tj".encode("latin-1") for line in lines) + b" ET"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    return pdf_file(objects)


def pdf_file(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of these objects, the first of which is its catalogue, with the table of where they begin."""
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.5\n")
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()
