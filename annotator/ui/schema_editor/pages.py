"""Pages: which form shows which place of the schema; each is made when it is first shown."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from annotator.ui.schema_editor.attribute_pages import AttributePage, AuthorityPage, ValuePage
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.empty_page import HeadingPage
from annotator.ui.schema_editor.page import Page as FormPage
from annotator.ui.schema_editor.spot import Page
from annotator.ui.schema_editor.type_pages import EntityPage, EventPage, GroupPage, RelationPage, RolePage, SubtypePage
from annotator.ui.schema_editor.whole_pages import SchemaPage, clusters_page, policy_page

AnyPage: TypeAlias = FormPage | HeadingPage
_MAKERS: Mapping[Page, Callable[[Bench], AnyPage]] = {
    "schema": SchemaPage,
    "policy": policy_page,
    "clusters": clusters_page,
    "entity": EntityPage,
    "subtype": SubtypePage,
    "group": GroupPage,
    "event": EventPage,
    "role": RolePage,
    "relation": RelationPage,
    "attribute": AttributePage,
    "value": ValuePage,
    "base": AuthorityPage,
}


def page_for(bench: Bench, page: Page) -> AnyPage:
    """Return a new form for a place of this kind."""
    return _MAKERS[page](bench) if page in _MAKERS else HeadingPage(bench, page)
