"""Screening as programs for yente ask for it: the same addresses, the same shapes, our own reasons beside them.

Written from yente's published protocol (github.com/opensanctions/yente, commit 916a474, MIT) and from what its client sends and
reads; no code is taken over. docs/api.md says what differs.
"""
