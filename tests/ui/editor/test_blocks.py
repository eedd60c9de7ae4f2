from annotator.ui.editor.blocks import LONGEST, Blocks


def test_every_line_end_ends_a_block() -> None:
    text = "واحد\n\nاثنان\n"
    blocks = Blocks(text)
    assert [blocks.text_of(i) for i in range(len(blocks))] == ["واحد", "", "اثنان", ""]


def test_long_paragraphs_are_cut_at_spaces() -> None:
    text = "كلمة " * 3000
    blocks = Blocks(text)
    pieces = [blocks.text_of(i) for i in range(len(blocks))]
    assert "".join(pieces) == text
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert all(piece.endswith(" ") for piece in pieces)


def test_a_text_without_spaces_is_cut_between_graphemes() -> None:
    text = "مُ" * 5000
    blocks = Blocks(text)
    assert "".join(blocks.text_of(i) for i in range(len(blocks))) == text
    assert all(blocks.text_of(i).startswith("م") for i in range(len(blocks)))


def test_the_pieces_of_a_paragraph_share_its_direction() -> None:
    blocks = Blocks("مرحبا " + "english words " * 600)
    assert len(blocks) > 1
    assert {blocks.direction(i, "ltr") for i in range(len(blocks))} == {"rtl"}


def test_a_paragraph_without_letters_takes_the_default() -> None:
    assert Blocks("123 - 456").direction(0, "rtl") == "rtl"
    assert Blocks("123 - 456").direction(0, "ltr") == "ltr"
    assert Blocks("12 abc").direction(0, "rtl") == "ltr"


def test_offsets_find_their_block() -> None:
    blocks = Blocks("ab\ncd\n\nef")
    assert [blocks.find(offset) for offset in range(9)] == [0, 0, 0, 1, 1, 1, 2, 3, 3]
