"""The parts that windows, pages and dialogs are made of."""
