"""Inquiries: items of evidence are assessed by several people, weighed, concluded by one and signed by another."""
