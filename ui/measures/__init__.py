"""The room of measures: what calling came to, and the hours that reach people."""
