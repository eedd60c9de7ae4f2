"""Agreement is counted by two processes on a copy; what comes back is what one process finds."""

from multiprocessing.connection import wait

from annotator.domain.model import Entity
from annotator.domain.span import Span
from annotator.operations.agreement import agreement, assembled
from annotator.operations.agreement_aside import AgreementAside, Batch, Finished, in_order
from annotator.operations.agreement_counting import Portion, Question
from annotator.operations.agreement_figures import figures
from annotator.operations.checking_aside import Failure
from annotator.operations.projects import new_project
from annotator.store.ids import new_id

PATIENCE = 60  # seconds


def everything(run: AgreementAside) -> list[Batch | Finished | Failure]:
    came: list[Batch | Finished | Failure] = []
    while not (came and not isinstance(came[-1], Batch)):
        assert wait([run._ours], PATIENCE)
        came += run.receive(1.0)
    return came


def test_two_processes_find_what_one_finds(tmp_path):
    with new_project(tmp_path / "p.annot", preset="news-ere", author="leila") as project:
        with project.change("import"):
            for number in range(5):
                document = project.add_document(f"{number}.txt", "زار بوتين القاهرة")
                for name, kind in (("leila", "GPE"), ("omar", "LOC" if number % 2 else "GPE")):
                    project.put_many(project.ensure_layer(document, name), [Entity(new_id(), kind, (Span(4, 9),))])
        question = Question(("leila", "omar"))
        run = AgreementAside(project.path, "leila", question)
        came = everything(run)
        run.stop()

        portions: list[Portion] = [portion for batch in came[:-1] for portion in batch.portions]
        ids = [row.id for row in project.documents()]
        expected = agreement(project)
        assert assembled(question, in_order(portions, ids)).pairs[0].documents == expected.pairs[0].documents
        assert came[-1] == Finished(figures(expected))
        assert (came[-2].done, came[-2].total) == (5, 5)


def test_nothing_shared_is_told(tmp_path):
    with new_project(tmp_path / "p.annot", preset="news-ere", author="leila") as project:
        run = AgreementAside(project.path, "leila", Question(("leila", "omar")))
        (*_, failure) = everything(run)
        run.stop()
    assert isinstance(failure, Failure)
    assert "{names}" in failure.message
