"""A part of ArangoDB, written from its documentation, because no server can be installed.

It knows the HTTP interface for accounts, databases, collections, indexes, analyzers and queries, as
far as a reader and an administrator need them for this program, and a part of AQL. It refuses what
it does not know, as ArangoDB refuses what is not valid.

The sources are the pages of ArangoDB 3.12 on AQL (syntax, bind parameters, operators, type and
value order, functions, FOR with its options), computed values, persistent and inverted indexes,
analyzers, managing users, error codes, and the HTTP interface. For the status of an answer, which
the pages do not always tell, it is the server's own code (`CommTask.cpp`, `GeneralResponse.cpp`).
"""
