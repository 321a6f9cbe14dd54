"""Many lookups in the real window, with the real SDK and sockets, while nodes fail at random."""
