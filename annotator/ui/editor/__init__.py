"""The text canvas: layout, painter, hit testing, caret and view."""
