from annotator.ui.selftest import lost_references, none_is_safe


def test_the_installed_binding_keeps_none_alive() -> None:
    assert none_is_safe()


def test_a_thousand_void_calls_lose_no_reference_to_none() -> None:
    assert lost_references(1000) < 100
