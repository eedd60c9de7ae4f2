"""The window for changing a schema that is in use: what a step touches, then the step, and the versions there were."""
