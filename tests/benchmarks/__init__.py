"""Figures, measured beside what they are compared with; nothing here fails on a busy machine."""
