import threading
from uuid import UUID

from annotator.store.ids import IdSource, derived_id, new_id


def test_ids_are_uuid_version_7_of_the_time():
    key = UUID(IdSource(lambda: 0x0123456789AB).next())

    assert key.version == 7
    assert key.variant == "specified in RFC 4122"
    assert key.int >> 80 == 0x0123456789AB


def test_ids_go_up_within_a_millisecond_and_when_the_clock_goes_back():
    times = iter([1000] * 5000 + [10] * 5000)
    source = IdSource(lambda: next(times))

    keys = [source.next() for _ in range(10_000)]

    assert keys == sorted(set(keys))


def test_many_ids_go_up_also_where_more_than_the_last_digits_change():
    source = IdSource(lambda: 10)
    source.start_after("00000000-000b-7000-8000-ffffffffff00")

    keys = [key for count in (0, 1, 3, 5000) for key in source.many(count)]

    assert len(keys) == 5004
    assert keys == sorted(set(keys))
    assert {UUID(key).version for key in keys} == {7}
    assert {key[:23] for key in keys} == {"00000000-000b-7000-8000", "00000000-000b-7000-8001"}


def test_ids_start_after_a_known_one():
    known = IdSource(lambda: 5000).next()
    source = IdSource(lambda: 10)

    source.start_after(known)

    assert source.next() > known


def test_ids_do_not_follow_a_file_from_the_far_future_or_one_that_is_no_id():
    source = IdSource(lambda: 10)

    source.start_after("ffffffff-ffff-7fff-bfff-ffffffffffff")
    source.start_after("zzz")

    assert source.next().startswith("00000000-000a-7")


def test_ids_of_several_threads_differ():
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.extend(new_id() for _ in range(2000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(keys)) == 8000


def test_derived_ids_are_the_same_everywhere():
    assert derived_id("layer", "a", "b") == derived_id("layer", "a", "b") != derived_id("layer", "ab", "")
    assert UUID(derived_id("layer", "a", "b")).version == 8
