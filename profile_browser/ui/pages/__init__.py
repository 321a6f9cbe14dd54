"""The pages of the result area, one file each."""
