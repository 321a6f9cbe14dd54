"""Many look-ups on the real window, SDK and sockets, while the nodes fail at random."""
