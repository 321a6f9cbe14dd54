"""CouchDB: the only package that knows its requests and its design documents."""
