"""Commands for a terminal, one file each; none of them needs Qt."""
